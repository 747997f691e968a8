// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Work that is cancelled in time. */
#include <linux/module.h>
#include <linux/workqueue.h>

static void work(struct work_struct *unused);
static DECLARE_DELAYED_WORK(late, work);

static void work(struct work_struct *unused)
{
	schedule_delayed_work(&late, HZ);
}

static int __init start(void)
{
	schedule_delayed_work(&late, HZ);
	return 0;
}

static void __exit stop(void)
{
	cancel_delayed_work_sync(&late);
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
