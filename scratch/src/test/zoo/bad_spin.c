// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Never returns from its load function. */
#include <linux/module.h>
#include <linux/processor.h>

static int __init start(void)
{
	for (;;)
		cpu_relax();
	return 0;
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
