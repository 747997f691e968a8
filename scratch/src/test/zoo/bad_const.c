// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Writes to a constant of its own. */
#include <linux/compiler.h>
#include <linux/module.h>

static const int table[4] = { 1, 2, 3, 4 };

static noinline void overwrite(void)
{
	int *place = (int *)table;

	OPTIMIZER_HIDE_VAR(place);
	*place = 9;
}

static int __init start(void)
{
	overwrite();
	return 0;
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
