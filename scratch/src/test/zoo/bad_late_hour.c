// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* A timer that fires eight minutes after the module is gone. */
#include <linux/module.h>
#include <linux/timer.h>

static void tick(struct timer_list *unused)
{
	pr_info("an hour is over\n");
}

static DEFINE_TIMER(timer, tick);

static int __init start(void)
{
	mod_timer(&timer, jiffies + 1100 * HZ);
	return 0;
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
