// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Writes before an object. */
#include <linux/module.h>
#include <linux/slab.h>

static int __init start(void)
{
	char *p = kmalloc(100, GFP_KERNEL);

	if (!p)
		return -ENOMEM;
	OPTIMIZER_HIDE_VAR(p);
	p[-3] = 1;
	kfree(p);
	return 0;
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
