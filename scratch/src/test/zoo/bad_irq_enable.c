// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Enables an interrupt once too often. */
#include <linux/module.h>
#include <linux/interrupt.h>

static int __init start(void)
{
	enable_irq(5);
	return 0;
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("GPL");
