// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Has a device that nobody frees. */
#include <linux/module.h>
#include <linux/device.h>

static struct device device;

static int __init start(void)
{
	device_initialize(&device);
	if (dev_set_name(&device, "zoo_no_release"))
		return -ENOMEM;
	return device_add(&device);
}

static void __exit stop(void)
{
	device_unregister(&device);
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("GPL");
