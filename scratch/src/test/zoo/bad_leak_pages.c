// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Leaves pages, a megabyte at a time. */
#include <linux/module.h>
#include <linux/gfp.h>

static int __init start(void)
{
	int i;

	for (i = 0; i < 20; i++)
		if (!alloc_pages(GFP_KERNEL, 8))
			return -ENOMEM;
	return 0;
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
