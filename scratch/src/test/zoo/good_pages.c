// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Gives pages back by other doors than it got them through. */
#include <linux/module.h>
#include <linux/gfp.h>
#include <linux/mm.h>

static int __init start(void)
{
	struct page *page = alloc_page(GFP_KERNEL);
	unsigned long pages = __get_free_pages(GFP_KERNEL, 2);
	struct page *counted = alloc_page(GFP_KERNEL);
	struct page *named = alloc_page(GFP_KERNEL);

	if (counted)
		put_page(counted);
	if (pages)
		__free_pages(virt_to_page((void *)pages), 2);
	if (page)
		free_page((unsigned long)page_address(page));
	if (named)
		__free_page(named);
	return 0;
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
