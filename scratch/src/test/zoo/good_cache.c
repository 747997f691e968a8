// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* A slab cache with a thousand objects, all freed. */
#include <linux/module.h>
#include <linux/slab.h>

static struct kmem_cache *cache;
static void *objects[1000];

static int __init start(void)
{
	int i;

	cache = kmem_cache_create("good_cache", 120, 0, 0, NULL);
	for (i = 0; i < 1000; i++)
		objects[i] = kmem_cache_alloc(cache, GFP_KERNEL);
	return 0;
}

static void __exit stop(void)
{
	int i;
	
	for (i = 0; i < 1000; i++)
		kmem_cache_free(cache, objects[i]);
	kmem_cache_destroy(cache);
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
