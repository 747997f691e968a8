// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Sleeps long so that no signal wakes it, and waits long for what doesn't come. */
#include <linux/module.h>
#include <linux/completion.h>
#include <linux/err.h>
#include <linux/jiffies.h>
#include <linux/kthread.h>
#include <linux/sched.h>

static DECLARE_COMPLETION(never);
static struct task_struct *thread;

static int run(void *data)
{
	while (!kthread_should_stop())
		wait_for_completion_timeout(&never, 90 * HZ);
	return 0;
}

static int __init start(void)
{
	thread = kthread_run(run, NULL, "zoo_pause");
	schedule_timeout_uninterruptible(100 * HZ);
	return PTR_ERR_OR_ZERO(thread);
}

static void __exit stop(void)
{
	kthread_stop(thread);
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
