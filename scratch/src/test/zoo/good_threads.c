// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Many threads and queues, which all end. */
#include <linux/module.h>
#include <linux/kthread.h>
#include <linux/workqueue.h>
#include <linux/delay.h>

static struct task_struct *threads[150];
static struct workqueue_struct *queues[60];
static atomic_t turns;

static int run(void *unused)
{
	while (!kthread_should_stop()) {
		atomic_inc(&turns);
		schedule_timeout_interruptible(HZ);
	}
	return 0;
}

static int __init start(void)
{
	int i;

	for (i = 0; i < ARRAY_SIZE(threads); i++)
		threads[i] = kthread_run(run, NULL, "zoo/%d", i);
	for (i = 0; i < ARRAY_SIZE(queues); i++)
		queues[i] = alloc_workqueue("zoo_queue_%d", WQ_UNBOUND | WQ_MEM_RECLAIM, 0, i);
	return 0;
}

static void __exit stop(void)
{
	int i;

	for (i = 0; i < ARRAY_SIZE(threads); i++)
		if (!IS_ERR(threads[i]))
			kthread_stop(threads[i]);
	for (i = 0; i < ARRAY_SIZE(queues); i++)
		destroy_workqueue(queues[i]);
	pr_info("zoo: %d turns\n", atomic_read(&turns));
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
