// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * Has much memory, with its own address in each place of it, and gives it back: some of it was the
 * kernel's own data until the kernel had started.
 */
#include <linux/gfp.h>
#include <linux/list.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/pfn.h>

#define ORDER 7

static LIST_HEAD(all);

static void fill(struct page *page)
{
	void **words = page_address(page);
	int i;

	for (i = 0; i < (PAGE_SIZE << ORDER) / sizeof(*words); i++)
		words[i] = THIS_MODULE;
}

static int __init start(void)
{
	struct page *page, *next;
	int i;

	for (i = 0; i < 3000; i++) {
		page = alloc_pages(GFP_KERNEL | __GFP_NORETRY | __GFP_NOWARN, ORDER);
		if (!page)
			break;
		list_add(&page->lru, &all);
	}
	list_for_each_entry_safe(page, next, &all, lru) {
		list_del(&page->lru);
		if (PFN_PHYS(page_to_pfn(page)) < 64 << 20)
			fill(page);
		__free_pages(page, ORDER);
	}
	return 0;
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
