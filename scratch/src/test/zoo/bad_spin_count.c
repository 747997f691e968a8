// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Counts for ever in its load function. */
#include <linux/module.h>

static volatile unsigned long count;

static int __init start(void)
{
	for (;;)
		count++;
	return 0;
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
