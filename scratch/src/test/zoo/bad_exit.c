// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Ends its caller in the midst of the load. */
#include <linux/module.h>
#include <linux/kthread.h>

static int __init start(void)
{
	kthread_complete_and_exit(NULL, 0);
	return 0;
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("GPL");
