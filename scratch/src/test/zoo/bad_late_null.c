// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* A timer of a loaded module follows a null pointer. */
#include <linux/module.h>
#include <linux/timer.h>

static int *nothing;

static void tick(struct timer_list *unused)
{
	pr_info("%d\n", READ_ONCE(*nothing));
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
