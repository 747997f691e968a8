// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Waits on its stack for what comes when it has left. */
#include <linux/module.h>
#include <linux/completion.h>
#include <linux/jiffies.h>
#include <linux/timer.h>

static struct completion *waiting;
static struct timer_list timer;

static void come(struct timer_list *unused)
{
	complete(waiting);
}

static noinline void wait(void)
{
	DECLARE_COMPLETION_ONSTACK(done);

	waiting = &done;
	timer_setup(&timer, come, 0);
	mod_timer(&timer, jiffies + HZ / 2);
	wait_for_completion_timeout(&done, HZ / 10);
}

static int __init start(void)
{
	wait();
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
