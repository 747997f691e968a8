// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Keeps interrupts off for twenty milliseconds. */
#include <linux/delay.h>
#include <linux/irqflags.h>
#include <linux/module.h>

static int __init start(void)
{
	local_irq_disable();
	mdelay(20);
	local_irq_enable();
	return 0;
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
