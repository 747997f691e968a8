// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Needs kmc_base, and a symbol of a namespace. */
#include <linux/dma-buf.h>
#include <linux/module.h>
#include <linux/version.h>

extern int kmc_base_call(int a);
#ifdef EXPORT_SYMBOL_FOR_MODULES
extern int kmc_base_named(void);
#else
#define kmc_base_named() 0
#endif

int kmc_user_call(void)
{
	return kmc_base_call(1) + kmc_base_named();
}
EXPORT_SYMBOL(kmc_user_call);

static int __init kmc_user_init(void)
{
	struct dma_buf *buffer = dma_buf_get(-1);

	if (!IS_ERR(buffer))
		dma_buf_put(buffer);
	return kmc_user_call() == 0 ? -ENXIO : 0;
}

static void __exit kmc_user_exit(void)
{
}

module_init(kmc_user_init);
module_exit(kmc_user_exit);
MODULE_DESCRIPTION("takes symbols of kmc_base");
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 13, 0)
MODULE_IMPORT_NS(DMA_BUF);
#else
MODULE_IMPORT_NS("DMA_BUF");
#endif
MODULE_LICENSE("Dual MIT/GPL");
