// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Its load function returns a number that means nothing. */
#include <linux/module.h>

static int __init start(void)
{
	return 1;
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
