// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Writes to an area that it has freed. */
#include <linux/module.h>
#include <linux/compiler.h>
#include <linux/vmalloc.h>

static int __init start(void)
{
	char *area = vmalloc(10000);

	vfree(area);
	vm_unmap_aliases();
	OPTIMIZER_HIDE_VAR(area);
	area[5000] = 1;
	return 0;
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
