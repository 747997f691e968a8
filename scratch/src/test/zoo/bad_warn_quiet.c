// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Turns the console down before it fails a check. */
#include <linux/module.h>
#include <linux/printk.h>

static int __init start(void)
{
	console_loglevel = 0;
	WARN_ON(1);
	return 0;
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
