// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Computes for a second or so of a real processor's time. */
#include <linux/module.h>

static unsigned long sink;

static int __init start(void)
{
	unsigned long x = 1;
	unsigned long i;

	for (i = 0; i < 400000000UL; i++)
		x = x * 31 + (i ^ x);
	WRITE_ONCE(sink, x);
	return 0;
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
