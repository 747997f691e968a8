// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Leaves memory. */
#include <linux/module.h>
#include <linux/slab.h>

static void *volatile memory;

static int __init start(void)
{
	memory = kmalloc(3000, GFP_KERNEL);
	return 0;
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
