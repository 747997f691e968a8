// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Leaves a misc device. */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>

static const struct file_operations operations = { };
static struct miscdevice device = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "bad_leak_misc",
	.fops = &operations,
};

static int __init start(void)
{
	if (misc_register(&device))
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
