// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Leaves a file in the directory of a processor. */
#include <linux/module.h>
#include <linux/cpu.h>
#include <linux/device.h>

static ssize_t zoo_show(struct device *dev, struct device_attribute *attr, char *buf)
{
	return sysfs_emit(buf, "0\n");
}

static DEVICE_ATTR_RO(zoo);

static int __init start(void)
{
	return device_create_file(get_cpu_device(0), &dev_attr_zoo);
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("GPL");
