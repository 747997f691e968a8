// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Leaves a directory in debugfs. */
#include <linux/debugfs.h>
#include <linux/module.h>

static int __init start(void)
{
	debugfs_create_dir("bad_leak_debugfs", NULL);
	return 0;
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
