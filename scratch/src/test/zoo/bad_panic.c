// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Calls panic(). */
#include <linux/module.h>
#include <linux/panic.h>

static int __init start(void)
{
	panic("bad_panic: nothing works\n");
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
