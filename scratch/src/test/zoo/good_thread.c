// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* A thread that is stopped in time. */
#include <linux/delay.h>
#include <linux/kthread.h>
#include <linux/module.h>

static struct task_struct *task;

static int run(void *unused)
{
	while (!kthread_should_stop())
		msleep_interruptible(500);
	return 0;
}

static int __init start(void)
{
	task = kthread_run(run, NULL, "good_thread");
	return 0;
}

static void __exit stop(void)
{
	kthread_stop(task);
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
