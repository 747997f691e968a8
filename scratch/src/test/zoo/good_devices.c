// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Two hundred devices with a driver. */
#include <linux/module.h>
#include <linux/err.h>
#include <linux/platform_device.h>

static struct platform_device *all[200];

static int probe(struct platform_device *device)
{
	return 0;
}

static struct platform_driver driver = { .probe = probe, .driver.name = "zoo_many" };

static int __init start(void)
{
	int i;

	for (i = 0; i < ARRAY_SIZE(all); i++)
		all[i] = platform_device_register_simple("zoo_many", i, NULL, 0);
	return platform_driver_register(&driver);
}

static void __exit stop(void)
{
	int i;

	platform_driver_unregister(&driver);
	for (i = 0; i < ARRAY_SIZE(all); i++)
		if (!IS_ERR(all[i]))
			platform_device_unregister(all[i]);
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("GPL");
