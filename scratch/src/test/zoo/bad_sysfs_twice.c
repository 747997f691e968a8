// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Makes the same name in sysfs twice. */
#include <linux/kobject.h>
#include <linux/module.h>
#include <linux/sysfs.h>

static struct kobject *one, *two;

static int __init start(void)
{
	one = kobject_create_and_add("bad_twice", kernel_kobj);
	two = kobject_create_and_add("bad_twice", kernel_kobj);
	return 0;
}

static void __exit stop(void)
{
	kobject_put(one);
	kobject_put(two);
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
