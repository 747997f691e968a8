// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Leaves device numbers. */
#include <linux/fs.h>
#include <linux/module.h>

static dev_t number;

static int __init start(void)
{
	if (alloc_chrdev_region(&number, 0, 1, "bad_leak_chrdev"))
		return -EBUSY;
	return 0;
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
