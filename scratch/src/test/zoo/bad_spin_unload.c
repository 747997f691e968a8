// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* An endless loop that lets others run, in the unload function. */
#include <linux/module.h>
#include <linux/sched.h>

static bool done;

static void __exit stop(void)
{
	while (!READ_ONCE(done))
		cond_resched();
}

static int __init start(void)
{
	return 0;
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
