// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Leaves a node of a description of devices. */
#include <linux/module.h>
#include <linux/device.h>
#include <linux/property.h>

static const struct software_node node = { .name = "zoo" };

static int __init start(void)
{
	return software_node_register(&node);
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("GPL");
