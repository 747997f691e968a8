// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Leaves a platform device. */
#include <linux/module.h>
#include <linux/platform_device.h>

static int __init start(void)
{
	platform_device_register_simple("bad_leak_device", -1, NULL, 0);
	return 0;
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
