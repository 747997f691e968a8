// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Leaves a slab cache. */
#include <linux/module.h>
#include <linux/slab.h>

static struct kmem_cache *cache;

static int __init start(void)
{
	cache = kmem_cache_create("bad_leak_cache", 96, 0, 0, NULL);
	return 0;
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
