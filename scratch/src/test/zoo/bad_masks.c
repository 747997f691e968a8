// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Leaves interrupts off. */
#include <linux/module.h>
#include <linux/irqflags.h>

static int __init start(void)
{
	local_irq_disable();
	return 0;
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
