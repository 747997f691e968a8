// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Signals a bound. */
#include <linux/module.h>

static int __init start(void)
{
	asm volatile("int $5");
	return 0;
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("GPL");
