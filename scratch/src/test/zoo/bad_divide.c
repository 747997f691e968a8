// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Divides by zero. */
#include <linux/module.h>

static int seven = 7;
static int zero;

static int __init start(void)
{
	pr_info("%d\n", READ_ONCE(seven) / READ_ONCE(zero));
	return 0;
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
