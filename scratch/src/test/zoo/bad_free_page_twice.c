// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Frees a page twice. */
#include <linux/module.h>
#include <linux/gfp.h>
#include <linux/mm.h>

static int __init start(void)
{
	unsigned long pages = __get_free_pages(GFP_KERNEL, 0);

	if (!pages)
		return -ENOMEM;
	free_pages(pages, 0);
	free_pages(pages, 0);
	return 0;
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
