// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Leaves a platform driver. */
#include <linux/module.h>
#include <linux/platform_device.h>

static struct platform_driver driver = { .driver = { .name = "bad_leak_driver" } };

static int __init start(void)
{
	if (platform_driver_register(&driver))
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
