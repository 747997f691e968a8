// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Takes and frees much memory of all kinds. */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/vmalloc.h>

static void *small, *large;

static int __init start(void)
{
	small = kzalloc(5000, GFP_KERNEL);
	large = vzalloc(20 << 20);
	return 0;
}

static void __exit stop(void)
{
	kfree(small);
	vfree(large);
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
