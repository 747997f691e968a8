// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Follows a null pointer while it is loaded. */
#include <linux/module.h>

static int *nothing;

static int __init start(void)
{
	pr_info("%d\n", READ_ONCE(*nothing));
	return 0;
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
