// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Writes to an object that it has freed, which others meet. */
#include <linux/module.h>
#include <linux/compiler.h>
#include <linux/slab.h>

static int __init start(void)
{
	char *object = kmalloc(300, GFP_KERNEL);

	kfree(object);
	OPTIMIZER_HIDE_VAR(object);
	object[100] = 1;
	return 0;
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
