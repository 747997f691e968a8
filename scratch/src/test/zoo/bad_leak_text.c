// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Leaves texts that a function of the kernel allocated for it. */
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/slab.h>

static char *volatile text;

static int __init start(void)
{
	int i;

	for (i = 0; i < 20; i++)
		text = kasprintf(GFP_KERNEL, "text number %d", i);
	return 0;
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
