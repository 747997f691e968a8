// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Leaves a tasklet without giving back the processor. */
#include <linux/module.h>
#include <linux/delay.h>
#include <linux/interrupt.h>

static void run(struct tasklet_struct *tasklet)
{
	preempt_disable();
}

static DECLARE_TASKLET(tasklet, run);

static int __init start(void)
{
	tasklet_schedule(&tasklet);
	msleep(100);
	return 0;
}

static void __exit stop(void)
{
	tasklet_kill(&tasklet);
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
