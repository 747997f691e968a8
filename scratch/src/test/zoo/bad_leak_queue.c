// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Leaves a workqueue with a rescuer. */
#include <linux/module.h>
#include <linux/workqueue.h>

static int __init start(void)
{
	alloc_workqueue("bad_leak_queue", WQ_MEM_RECLAIM, 0);
	return 0;
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
