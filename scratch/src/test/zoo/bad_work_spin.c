// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* A work item never comes to its end, though it lets others run; the unload waits for it. */
#include <linux/module.h>
#include <linux/workqueue.h>

static bool done;

static void turn(struct work_struct *unused)
{
	while (!READ_ONCE(done))
		cond_resched();
}

static DECLARE_WORK(work, turn);

static int __init start(void)
{
	schedule_work(&work);
	return 0;
}

static void __exit stop(void)
{
	cancel_work_sync(&work);
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
