// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Leaves a character device without its number. */
#include <linux/module.h>
#include <linux/cdev.h>
#include <linux/fs.h>

static const struct file_operations fops;
static struct cdev device;
static dev_t number;

static int __init start(void)
{
	int result = alloc_chrdev_region(&number, 0, 1, "zoo_cdev");

	if (result)
		return result;
	cdev_init(&device, &fops);
	return cdev_add(&device, number, 1);
}

static void __exit stop(void)
{
	unregister_chrdev_region(number, 1);
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("GPL");
