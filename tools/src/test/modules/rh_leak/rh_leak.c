// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Forgets, when it is unloaded, the device and the numbers that it made when it was loaded. */
#include <linux/device.h>
#include <linux/fs.h>
#include <linux/module.h>
#include <linux/version.h>

static dev_t number;

static int __init rh_leak_init(void)
{
	struct class *class;
	int error = alloc_chrdev_region(&number, 0, 1, "rh_leak");

	if (error)
		return error;
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 4, 0)
	class = class_create("rh_leak");
#else
	class = class_create(THIS_MODULE, "rh_leak");
#endif
	if (IS_ERR(class)) {
		unregister_chrdev_region(number, 1);
		return PTR_ERR(class);
	}
	return PTR_ERR_OR_ZERO(device_create(class, NULL, number, NULL, "rh_leak"));
}

static void __exit rh_leak_exit(void)
{
}

module_init(rh_leak_init);
module_exit(rh_leak_exit);
MODULE_DESCRIPTION("leaks a device");
MODULE_LICENSE("Dual MIT/GPL");
