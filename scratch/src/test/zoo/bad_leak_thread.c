// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Leaves a thread that sleeps for ever. */
#include <linux/kthread.h>
#include <linux/module.h>
#include <linux/sched.h>

static int run(void *unused)
{
	set_current_state(TASK_INTERRUPTIBLE);
	schedule();
	return 0;
}

static int __init start(void)
{
	kthread_run(run, NULL, "bad_leak_thread");
	return 0;
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
