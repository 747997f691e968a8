// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Sleeps with preemption off. */
#include <linux/delay.h>
#include <linux/module.h>
#include <linux/preempt.h>

static int __init start(void)
{
	preempt_disable();
	msleep(10);
	preempt_enable();
	return 0;
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
