// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* A driver that waits for what isn't there, and one that wants no device. */
#include <linux/module.h>
#include <linux/err.h>
#include <linux/platform_device.h>

static struct platform_device *one;
static struct platform_device *two;

static int later(struct platform_device *device)
{
	return -EPROBE_DEFER;
}

static int never(struct platform_device *device)
{
	return -ENXIO;
}

static struct platform_driver first = { .probe = later, .driver.name = "zoo_later" };
static struct platform_driver second = { .probe = never, .driver.name = "zoo_never" };

static int __init start(void)
{
	one = platform_device_register_simple("zoo_later", -1, NULL, 0);
	two = platform_device_register_simple("zoo_never", -1, NULL, 0);
	if (platform_driver_register(&first))
		return -EIO;
	return platform_driver_register(&second);
}

static void __exit stop(void)
{
	platform_driver_unregister(&second);
	platform_driver_unregister(&first);
	platform_device_unregister(two);
	platform_device_unregister(one);
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("GPL");
