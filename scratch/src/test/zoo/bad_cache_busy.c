// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Destroys a cache that has an object in use. */
#include <linux/module.h>
#include <linux/slab.h>

static struct kmem_cache *cache;
static void *object;

static int __init start(void)
{
	cache = kmem_cache_create("zoo_busy", 200, 0, 0, NULL);
	if (!cache)
		return -ENOMEM;
	object = kmem_cache_alloc(cache, GFP_KERNEL);
	return 0;
}

static void __exit stop(void)
{
	kmem_cache_destroy(cache);
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("GPL");
