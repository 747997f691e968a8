// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Leaves a page, known by its description. */
#include <linux/module.h>
#include <linux/gfp.h>

static int __init start(void)
{
	struct page *page = alloc_page(GFP_KERNEL);

	return page ? 0 : -ENOMEM;
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
