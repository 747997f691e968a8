// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* The timer is still pending when the module goes: the kernel jumps into freed memory. */
#include <linux/module.h>
#include <linux/timer.h>

static void tick(struct timer_list *timer);
static DEFINE_TIMER(timer, tick);

static void tick(struct timer_list *unused)
{
	mod_timer(&timer, jiffies + 20 * HZ);
}

static int __init start(void)
{
	mod_timer(&timer, jiffies + 20 * HZ);
	return 0;
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
