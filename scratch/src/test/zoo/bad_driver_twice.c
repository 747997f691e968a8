// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Registers a driver under a name that is taken. */
#include <linux/module.h>
#include <linux/platform_device.h>

static struct platform_driver one = { .driver = { .name = "zoo" } };
static struct platform_driver two = { .driver = { .name = "zoo" } };

static int __init start(void)
{
	int error = platform_driver_register(&one);

	if (!error && platform_driver_register(&two))
		pr_info("one driver is enough\n");
	return error;
}

static void __exit stop(void)
{
	platform_driver_unregister(&one);
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
