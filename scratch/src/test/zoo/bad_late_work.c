// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Delayed work outlives its module. */
#include <linux/module.h>
#include <linux/workqueue.h>

static void work(struct work_struct *unused);
static DECLARE_DELAYED_WORK(late, work);

static void work(struct work_struct *unused)
{
	schedule_delayed_work(&late, 30 * HZ);
}

static int __init start(void)
{
	schedule_delayed_work(&late, 30 * HZ);
	return 0;
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
