// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Leaves a file system type. */
#include <linux/fs.h>
#include <linux/module.h>

static struct file_system_type type = { .name = "bad_leak_fs" };

static int __init start(void)
{
	if (register_filesystem(&type))
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
