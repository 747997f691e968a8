// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Goes on hearing of the devices of a bus. */
#include <linux/module.h>
#include <linux/device.h>
#include <linux/notifier.h>
#include <linux/platform_device.h>

static int hear(struct notifier_block *block, unsigned long event, void *data)
{
	return NOTIFY_DONE;
}

static struct notifier_block block = { .notifier_call = hear };

static int __init start(void)
{
	return bus_register_notifier(&platform_bus_type, &block);
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("GPL");
