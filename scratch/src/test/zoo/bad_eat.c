// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Takes all memory and keeps it. */
#include <linux/module.h>
#include <linux/mm.h>

static int __init start(void)
{
	while (alloc_page(GFP_KERNEL | __GFP_NOWARN))
		;
	return -ENOMEM;
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
