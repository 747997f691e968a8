// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* A queue with a rescuer, and work in it. */
#include <linux/module.h>
#include <linux/workqueue.h>

static struct workqueue_struct *queue;

static void turn(struct work_struct *unused)
{
}

static DECLARE_WORK(item, turn);

static int __init start(void)
{
	queue = alloc_workqueue("zoo_reclaim", WQ_MEM_RECLAIM | WQ_HIGHPRI | WQ_SYSFS, 1);
	if (!queue)
		return -ENOMEM;
	queue_work(queue, &item);
	return 0;
}

static void __exit stop(void)
{
	destroy_workqueue(queue);
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("GPL");
