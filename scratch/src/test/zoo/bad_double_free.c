// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Frees the same memory twice. */
#include <linux/module.h>
#include <linux/slab.h>

static int __init start(void)
{
	void *memory = kmalloc(100, GFP_KERNEL);

	kfree(memory);
	kfree(memory);
	return 0;
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
