// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* A real-time thread that takes the processor for good. */
#include <linux/module.h>
#include <linux/err.h>
#include <linux/kthread.h>
#include <linux/sched.h>

static struct task_struct *thread;

static int run(void *data)
{
	sched_set_fifo(current);
	while (!kthread_should_stop())
		cpu_relax();
	return 0;
}

static int __init start(void)
{
	thread = kthread_run(run, NULL, "zoo_fifo");
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
