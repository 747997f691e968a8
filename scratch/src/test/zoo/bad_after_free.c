// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Writes to memory after it was freed. */
#include <linux/module.h>
#include <linux/slab.h>

static int __init start(void)
{
	char *volatile memory = kmalloc(200, GFP_KERNEL);

	kfree(memory);
	memory[20] = 1;
	return 0;
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
