// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* A timer of a loaded module never comes back. */
#include <linux/module.h>
#include <linux/timer.h>

static void tick(struct timer_list *unused)
{
	for (;;)
		cpu_relax();
}

static DEFINE_TIMER(timer, tick);

static int __init start(void)
{
	mod_timer(&timer, jiffies + 90 * HZ);
	return 0;
}

static void __exit stop(void)
{
	del_timer_sync(&timer);
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
