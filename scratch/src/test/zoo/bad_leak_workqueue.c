// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Leaves a workqueue that has no thread of its own. */
#include <linux/module.h>
#include <linux/workqueue.h>

static int __init start(void)
{
	return alloc_ordered_workqueue("bad_leak_workqueue", 0) ? 0 : -ENOMEM;
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
