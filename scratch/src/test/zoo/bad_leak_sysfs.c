// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Leaves a directory beside those of the file systems in sysfs. */
#include <linux/fs.h>
#include <linux/kobject.h>
#include <linux/module.h>

static int __init start(void)
{
	return kobject_create_and_add("bad_leak_sysfs", fs_kobj) ? 0 : -ENOMEM;
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
