// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Leaves a pool of memory. */
#include <linux/mempool.h>
#include <linux/module.h>

static mempool_t *volatile pool;

static int __init start(void)
{
	pool = mempool_create_kmalloc_pool(16, 256);
	return pool ? 0 : -ENOMEM;
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
