// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Holds more than half of the memory while it is there. */
#include <linux/module.h>
#include <linux/vmalloc.h>

static void *all;

static int __init start(void)
{
	all = vmalloc(1200UL << 20);
	return all ? 0 : -ENOMEM;
}

static void __exit stop(void)
{
	vfree(all);
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("GPL");
