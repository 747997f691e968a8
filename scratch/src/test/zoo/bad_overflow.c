// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Writes one byte beyond its memory. */
#include <linux/module.h>
#include <linux/slab.h>

static int __init start(void)
{
	char *volatile memory = kmalloc(256, GFP_KERNEL);

	memory[256] = 1;
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
