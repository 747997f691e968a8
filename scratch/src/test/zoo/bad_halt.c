// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Halts the processor and lets no interrupt wake it. */
#include <linux/module.h>

static int __init start(void)
{
	asm volatile("cli; hlt");
	return 0;
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
