// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Frees from the middle of what it has. */
#include <linux/module.h>
#include <linux/compiler.h>
#include <linux/slab.h>

static int __init start(void)
{
	char *memory = kmalloc(200, GFP_KERNEL);

	OPTIMIZER_HIDE_VAR(memory);
	kfree(memory + 8);
	return 0;
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
