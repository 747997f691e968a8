// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* The thread never asks whether it should stop. */
#include <linux/module.h>
#include <linux/kthread.h>
#include <linux/delay.h>

static struct task_struct *thread;

static int run(void *unused)
{
	for (;;)
		ssleep(1);
	return 0;
}

static int __init start(void)
{
	thread = kthread_run(run, NULL, "zoo_deaf");
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
