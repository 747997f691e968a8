// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Has memory for DMA, pools of it, and maps some of its own. */
#include <linux/module.h>
#include <linux/dma-mapping.h>
#include <linux/dmapool.h>
#include <linux/platform_device.h>
#include <linux/slab.h>

static struct platform_device *device;
static struct dma_pool *pool;
static void *coherent, *block;
static dma_addr_t at, block_at;

static int __init start(void)
{
	device = platform_device_register_simple("good_dma", -1, NULL, 0);
	if (IS_ERR(device))
		return PTR_ERR(device);
	if (dma_set_mask_and_coherent(&device->dev, DMA_BIT_MASK(32)))
		pr_info("no mask\n");
	coherent = dma_alloc_coherent(&device->dev, 8192, &at, GFP_KERNEL);
	pool = dma_pool_create("good_dma", &device->dev, 64, 64, 0);
	if (pool)
		block = dma_pool_alloc(pool, GFP_KERNEL, &block_at);
	return 0;
}

static void __exit stop(void)
{
	if (block)
		dma_pool_free(pool, block, block_at);
	dma_pool_destroy(pool);
	if (coherent)
		dma_free_coherent(&device->dev, 8192, coherent, at);
	platform_device_unregister(device);
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("GPL");
