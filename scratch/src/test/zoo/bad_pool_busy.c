// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Destroys a pool of DMA memory of which a piece is in use. */
#include <linux/dma-mapping.h>
#include <linux/dmapool.h>
#include <linux/module.h>
#include <linux/platform_device.h>

static struct platform_device *device;
static struct dma_pool *pool;

static int __init start(void)
{
	dma_addr_t address;

	device = platform_device_register_simple("bad_pool_busy", -1, NULL, 0);
	if (IS_ERR(device))
		return PTR_ERR(device);
	dma_coerce_mask_and_coherent(&device->dev, DMA_BIT_MASK(64));
	pool = dma_pool_create("pieces", &device->dev, 64, 64, 0);
	return dma_pool_alloc(pool, GFP_KERNEL, &address) ? 0 : -ENOMEM;
}

static void __exit stop(void)
{
	dma_pool_destroy(pool);
	platform_device_unregister(device);
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
