// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Says much. */
#include <linux/module.h>
#include <linux/printk.h>

static int __init start(void)
{
	int i;

	for (i = 0; i < 20000; i++)
		pr_info("line %d of many\n", i);
	return 0;
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
