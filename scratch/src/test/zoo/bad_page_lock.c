// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Locks a page twice. */
#include <linux/module.h>
#include <linux/pagemap.h>

static int __init start(void)
{
	struct page *page = alloc_page(GFP_KERNEL);

	if (!page)
		return -ENOMEM;
	lock_page(page);
	lock_page(page);
	return 0;
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("GPL");
