// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Refuses to load where another driver has the interrupt for itself. */
#include <linux/module.h>
#include <linux/interrupt.h>

static irqreturn_t handler(int irq, void *device)
{
	return IRQ_NONE;
}

/* The real-time clock's. */
static int __init start(void)
{
	return request_irq(8, handler, 0, "good_irq_taken", NULL);
}

static void __exit stop(void)
{
	free_irq(8, NULL);
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
