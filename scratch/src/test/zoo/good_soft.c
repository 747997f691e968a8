// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Uses tasklets, work for interrupts, SRCU, a kthread worker and delayed work, all ended in order. */
#include <linux/module.h>
#include <linux/delay.h>
#include <linux/interrupt.h>
#include <linux/irq_work.h>
#include <linux/kthread.h>
#include <linux/srcu.h>
#include <linux/workqueue.h>

DEFINE_STATIC_SRCU(readers);
static struct srcu_struct own;
static struct kthread_worker *worker;
static struct kthread_delayed_work later;

static void soft(struct tasklet_struct *tasklet)
{
}

static DECLARE_TASKLET(tasklet, soft);

static void raise(struct irq_work *work)
{
}

static struct irq_work raised;

static void turn(struct kthread_work *work)
{
	kthread_queue_delayed_work(worker, &later, HZ);
}

static void delayed(struct work_struct *work)
{
}

static DECLARE_DELAYED_WORK(much_later, delayed);

static int __init start(void)
{
	int error = init_srcu_struct(&own);

	if (error)
		return error;
	worker = kthread_create_worker(0, "good_soft");
	if (IS_ERR(worker)) {
		cleanup_srcu_struct(&own);
		return PTR_ERR(worker);
	}
	kthread_init_delayed_work(&later, turn);
	kthread_queue_delayed_work(worker, &later, HZ);
	schedule_delayed_work(&much_later, 7200 * HZ);
	tasklet_schedule(&tasklet);
	init_irq_work(&raised, raise);
	irq_work_queue(&raised);
	synchronize_srcu(&readers);
	synchronize_srcu_expedited(&own);
	return 0;
}

static void __exit stop(void)
{
	cancel_delayed_work_sync(&much_later);
	kthread_cancel_delayed_work_sync(&later);
	kthread_destroy_worker(worker);
	irq_work_sync(&raised);
	tasklet_kill(&tasklet);
	cleanup_srcu_struct(&own);
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("GPL");
