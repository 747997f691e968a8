// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* A thread that waits long for what comes at last, beside one that is busy nearly half of the time. */
#include <linux/module.h>
#include <linux/completion.h>
#include <linux/delay.h>
#include <linux/err.h>
#include <linux/kthread.h>
#include <linux/timer.h>

static DECLARE_COMPLETION(done);
static struct task_struct *waiter, *poller;

static void late(struct timer_list *unused)
{
	complete(&done);
}
static DEFINE_TIMER(timer, late);

static int wait(void *data)
{
	while (!kthread_should_stop()) {
		mod_timer(&timer, jiffies + 110 * HZ);
		wait_for_completion(&done);
	}
	return 0;
}

static int poll(void *data)
{
	while (!kthread_should_stop()) {
		mdelay(4);
		usleep_range(5000, 6000);
	}
	return 0;
}

static int __init start(void)
{
	waiter = kthread_run(wait, NULL, "zoo_wait");
	if (IS_ERR(waiter))
		return PTR_ERR(waiter);
	poller = kthread_run(poll, NULL, "zoo_poll");
	if (IS_ERR(poller))
		kthread_stop(waiter);
	return PTR_ERR_OR_ZERO(poller);
}

static void __exit stop(void)
{
	kthread_stop(poller);
	kthread_stop(waiter);
	del_timer_sync(&timer);
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
