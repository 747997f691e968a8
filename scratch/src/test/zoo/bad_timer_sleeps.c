// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* A timer's function sleeps; that is its last act, so its stack has no frame of it. */
#include <linux/delay.h>
#include <linux/module.h>
#include <linux/timer.h>

static void tick(struct timer_list *unused)
{
	msleep(20);
}

static DEFINE_TIMER(timer, tick);

static int __init start(void)
{
	mod_timer(&timer, jiffies + HZ);
	return 0;
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
