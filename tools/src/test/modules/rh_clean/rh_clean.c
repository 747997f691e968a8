// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Loads, has a device, unloads, leaves nothing. */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>

static const struct file_operations rh_clean_fops = {
	.owner = THIS_MODULE,
};

static struct miscdevice rh_clean_device = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "rh_clean",
	.fops = &rh_clean_fops,
};

module_misc_device(rh_clean_device);
MODULE_DESCRIPTION("has nothing wrong");
MODULE_LICENSE("Dual MIT/GPL");
