// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Leaves a handler of input devices. */
#include <linux/module.h>
#include <linux/input.h>
static void hear(struct input_handle *handle, unsigned int type, unsigned int code, int value)
{
}

static int meet(struct input_handler *handler, struct input_dev *device,
		const struct input_device_id *id)
{
	return -ENODEV;
}

static void part(struct input_handle *handle)
{
}

static const struct input_device_id ids[] = { { .driver_info = 1 }, { } };

static struct input_handler handler = {
	.event = hear,
	.connect = meet,
	.disconnect = part,
	.name = "zoo_input",
	.id_table = ids,
};

static int __init start(void)
{
	return input_register_handler(&handler);
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
