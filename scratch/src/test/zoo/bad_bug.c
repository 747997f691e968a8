// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Calls BUG(). */
#include <linux/module.h>

static int __init start(void)
{
	BUG();
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
