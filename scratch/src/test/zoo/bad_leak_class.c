// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Leaves a class. */
#include <linux/device.h>
#include <linux/module.h>
#include <linux/version.h>

static struct class *class;

static int __init start(void)
{
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 4, 0)
	class = class_create("bad_leak_class");
#else
	class = class_create(THIS_MODULE, "bad_leak_class");
#endif
	return 0;
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
