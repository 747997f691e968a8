// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Has work that asks for itself again, and doesn't cancel it. */
#include <linux/module.h>
#include <linux/jiffies.h>
#include <linux/workqueue.h>

static void work(struct work_struct *item);

static DECLARE_DELAYED_WORK(item, work);

static void work(struct work_struct *unused)
{
	schedule_delayed_work(&item, HZ);
}

static int __init start(void)
{
	schedule_delayed_work(&item, HZ);
	return 0;
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
