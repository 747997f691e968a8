// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Asks for an interrupt that another has, and does without it. */
#include <linux/module.h>
#include <linux/interrupt.h>

static int device;

static irqreturn_t handler(int irq, void *unused)
{
	return IRQ_NONE;
}

static int __init start(void)
{
	if (request_irq(8, handler, 0, "good_irq_busy", &device) == 0)
		free_irq(8, &device);
	return 0;
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
