// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Works for two seconds with interrupts on. */
#include <linux/delay.h>
#include <linux/module.h>
#include <linux/sched.h>

static int __init start(void)
{
	int i;

	for (i = 0; i < 200; i++) {
		mdelay(10);
		cond_resched();
	}
	return 0;
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
