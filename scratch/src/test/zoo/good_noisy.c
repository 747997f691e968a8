// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Prints what looks like trouble. */
#include <linux/module.h>

static int __init start(void)
{
	pr_warn("WARNING: this driver is experimental\n");
	pr_warn("BUG: the firmware is old: using a workaround\n");
	pr_err("Oops, wrong register, trying again\n");
	pr_err("INFO: task queue blocked for more than usual\n");
	pr_err("kernel BUG at every turn is not what this is\n");
	pr_err("watchdog: BUG: soft lockup is what this is not\n");
	return 0;
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
