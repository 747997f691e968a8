// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Has a thread that sleeps a minute at a time. */
#include <linux/module.h>
#include <linux/delay.h>
#include <linux/err.h>
#include <linux/kthread.h>

static struct task_struct *thread;

static int run(void *data)
{
	while (!kthread_should_stop())
		msleep(60000);
	return 0;
}

static int __init start(void)
{
	thread = kthread_run(run, NULL, "zoo_nap");
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
