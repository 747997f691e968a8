// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Leaves sixteen pages. */
#include <linux/module.h>
#include <linux/gfp.h>

static int __init start(void)
{
	return __get_free_pages(GFP_KERNEL, 4) ? 0 : -ENOMEM;
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
