// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Fails a check of its own. */
#include <linux/module.h>

static int __init start(void)
{
	WARN(1, "bad_warn: something is odd\n");
	return 0;
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
