// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Calls an address that holds no code. */
#include <linux/module.h>

static void (*volatile nowhere)(void) = (void *)0x1234;

static int __init start(void)
{
	nowhere();
	return 0;
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
