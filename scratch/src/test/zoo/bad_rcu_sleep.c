// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Sleeps in an RCU read section. */
#include <linux/module.h>
#include <linux/delay.h>
#include <linux/rcupdate.h>

static int __init start(void)
{
	rcu_read_lock();
	msleep(10);
	rcu_read_unlock();
	return 0;
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("GPL");
