// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Gives up references to itself that it doesn't have. */
#include <linux/module.h>

static int __init start(void)
{
	module_put(THIS_MODULE);
	module_put(THIS_MODULE);
	return 0;
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
