// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Leaves a kobject. */
#include <linux/kobject.h>
#include <linux/module.h>
#include <linux/sysfs.h>

static int __init start(void)
{
	if (!kobject_create_and_add("bad_leak_kobject", kernel_kobj))
		return -ENOMEM;
	return 0;
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
