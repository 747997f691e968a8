// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* A thread calls a function that isn't there; the unload waits for the thread. */
#include <linux/module.h>
#include <linux/kthread.h>

static void (*call)(void);
static struct task_struct *thread;

static int run(void *unused)
{
	READ_ONCE(call)();
	return 0;
}

static int __init start(void)
{
	thread = kthread_run(run, NULL, "zoo_null");
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
