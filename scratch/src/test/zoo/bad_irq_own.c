// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Asks twice for one interrupt, as if the second were for another device. */
#include <linux/module.h>
#include <linux/interrupt.h>

static int one, other;

static irqreturn_t handler(int irq, void *device)
{
	return IRQ_NONE;
}

static int __init start(void)
{
	int first = request_irq(11, handler, 0, "bad_irq_own", &one);

	if (first)
		return first;
	if (request_irq(11, handler, 0, "bad_irq_own", &other))
		pr_info("one is enough\n");
	return 0;
}

static void __exit stop(void)
{
	free_irq(11, &one);
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
