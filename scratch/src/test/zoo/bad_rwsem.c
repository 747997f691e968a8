// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Wants to write what it reads. */
#include <linux/module.h>
#include <linux/rwsem.h>

static DECLARE_RWSEM(lock);

static int __init start(void)
{
	down_read(&lock);
	down_write(&lock);
	return 0;
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("GPL");
