// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Writes over the end of its stack. */
#include <linux/module.h>
#include <linux/delay.h>
#include <linux/sched/task_stack.h>

static int __init start(void)
{
	*end_of_stack(current) = 0;
	msleep(10);
	return 0;
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("GPL");
