// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Keeps a reference to itself. */
#include <linux/module.h>

static int __init start(void)
{
	__module_get(THIS_MODULE);
	return 0;
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
