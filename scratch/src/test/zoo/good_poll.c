// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* A thread that looks a thousand times a second. */
#include <linux/module.h>
#include <linux/delay.h>
#include <linux/err.h>
#include <linux/kthread.h>

static struct task_struct *thread;

static int run(void *data)
{
	while (!kthread_should_stop())
		usleep_range(500, 600);
	return 0;
}

static int __init start(void)
{
	thread = kthread_run(run, NULL, "zoo_poll");
	return PTR_ERR_OR_ZERO(thread);
}

static void __exit stop(void)
{
	kthread_stop(thread);
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("GPL");
