// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Asks for more pages at once than there ever are. */
#include <linux/module.h>
#include <linux/gfp.h>

static int __init start(void)
{
	if (__get_free_pages(GFP_KERNEL, 20))
		return -EIO;
	return 0;
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("GPL");
