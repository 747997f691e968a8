// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Overwrites its own stack. */
#include <linux/module.h>

static noinline int deep(int depth)
{
	volatile char room[512];

	room[0] = depth;
	return depth ? deep(depth - 1) + room[0] : 0;
}

static int __init start(void)
{
	pr_info("%d\n", deep(100));
	return 0;
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
