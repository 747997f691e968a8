// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Shows its stack, and a line between lines. */
#include <linux/module.h>
#include <linux/printk.h>

static int __init start(void)
{
	dump_stack();
	pr_err("------------[ cut here ]------------\n");
	pr_err("---[ end trace 0000000000000000 ]---\n");
	return 0;
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("GPL");
