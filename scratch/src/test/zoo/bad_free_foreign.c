// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Frees an area of vmalloc as if it were of kmalloc. */
#include <linux/module.h>
#include <linux/compiler.h>
#include <linux/slab.h>
#include <linux/vmalloc.h>

static int __init start(void)
{
	void *area = vmalloc(10000);

	OPTIMIZER_HIDE_VAR(area);
	kfree(area);
	return 0;
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
