// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Shows its own stack, as a driver does that asks for a report. */
#include <linux/module.h>
#include <linux/printk.h>

static int __init start(void)
{
	dump_stack();
	return 0;
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
