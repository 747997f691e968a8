// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Takes a symbol of kmc_plain, and one that is for the GPL only. */
#include <linux/device.h>
#include <linux/module.h>
#include <linux/version.h>

extern int kmc_plain_call(int a);

static int __init kmc_greedy_init(void)
{
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 4, 0)
	struct class *class = class_create(THIS_MODULE, "kmc_greedy");
#else
	struct class *class = class_create("kmc_greedy");
#endif

	if (IS_ERR(class))
		return PTR_ERR(class);
	class_destroy(class);
	return kmc_plain_call(0) == 1 ? 0 : -ENXIO;
}

static void __exit kmc_greedy_exit(void)
{
}

module_init(kmc_greedy_init);
module_exit(kmc_greedy_exit);
MODULE_DESCRIPTION("takes a symbol of kmc_plain and one of the GPL");
MODULE_LICENSE("Dual MIT/GPL");
