// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Leaves an RCU read section open. */
#include <linux/module.h>
#include <linux/rcupdate.h>

static int __init start(void)
{
	rcu_read_lock();
	return 0;
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("GPL");
