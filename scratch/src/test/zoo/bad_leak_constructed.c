// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Leaves a device that a function of the kernel allocated. */
#include <linux/module.h>
#include <linux/platform_device.h>

static int __init start(void)
{
	return platform_device_alloc("bad_leak_constructed", -1) ? 0 : -ENOMEM;
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
