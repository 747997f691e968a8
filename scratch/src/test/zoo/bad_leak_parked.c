// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Leaves a thread that is parked. */
#include <linux/module.h>
#include <linux/err.h>
#include <linux/kthread.h>

static int run(void *data)
{
	while (!kthread_should_stop()) {
		if (kthread_should_park())
			kthread_parkme();
		schedule_timeout_interruptible(HZ);
	}
	return 0;
}

static int __init start(void)
{
	struct task_struct *thread = kthread_run(run, NULL, "zoo_parked");

	if (IS_ERR(thread))
		return PTR_ERR(thread);
	return kthread_park(thread);
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("GPL");
