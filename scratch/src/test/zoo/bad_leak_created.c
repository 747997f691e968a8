// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Leaves a thread that was never started. */
#include <linux/module.h>
#include <linux/err.h>
#include <linux/kthread.h>

static int run(void *data)
{
	return 0;
}

static int __init start(void)
{
	return PTR_ERR_OR_ZERO(kthread_create(run, NULL, "zoo_created"));
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("GPL");
