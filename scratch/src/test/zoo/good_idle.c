// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* A thread that works on and on with the least priority, and stops when it is told. */
#include <linux/module.h>
#include <linux/kthread.h>
#include <linux/sched.h>

static struct task_struct *thread;
static unsigned long turns;

static int run(void *unused)
{
	set_user_nice(current, 19);
	while (!kthread_should_stop()) {
		turns++;
		cond_resched();
	}
	return 0;
}

static int __init start(void)
{
	thread = kthread_run(run, NULL, "zoo_idle");
	return PTR_ERR_OR_ZERO(thread);
}

static void __exit stop(void)
{
	kthread_stop(thread);
	pr_info("zoo: %lu turns\n", turns);
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
