// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* A thread sleeps in the code of a module that is gone. */
#include <linux/delay.h>
#include <linux/kthread.h>
#include <linux/module.h>

static int run(void *unused)
{
	for (;;)
		ssleep(25);
	return 0;
}

static int __init start(void)
{
	kthread_run(run, NULL, "bad_late_thread");
	return 0;
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
