// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Keeps the lock of the network. */
#include <linux/module.h>
#include <linux/rtnetlink.h>

static int __init start(void)
{
	rtnl_lock();
	return 0;
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("GPL");
