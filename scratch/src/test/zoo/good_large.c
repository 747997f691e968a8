// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Holds 300 MB. */
#include <linux/module.h>
#include <linux/mm.h>
#include <linux/string.h>
#include <linux/vmalloc.h>

static void *areas[300];

static int __init start(void)
{
	int i;

	for (i = 0; i < ARRAY_SIZE(areas); i++) {
		areas[i] = vmalloc(1 << 20);
		if (areas[i])
			memset(areas[i], i, 1 << 20);
	}
	return 0;
}

static void __exit stop(void)
{
	int i;

	for (i = 0; i < ARRAY_SIZE(areas); i++)
		vfree(areas[i]);
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
