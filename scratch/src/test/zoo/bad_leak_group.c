// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Leaves attributes with the kernel's own object. */
#include <linux/module.h>
#include <linux/kobject.h>
#include <linux/sysfs.h>

static ssize_t show(struct kobject *kobj, struct kobj_attribute *attr, char *buf)
{
	return sysfs_emit(buf, "0\n");
}

static struct kobj_attribute zoo = __ATTR(zoo, 0444, show, NULL);
static struct attribute *all[] = { &zoo.attr, NULL };
static const struct attribute_group group = { .name = "zoo_group", .attrs = all };

static int __init start(void)
{
	return sysfs_create_group(kernel_kobj, &group);
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("GPL");
