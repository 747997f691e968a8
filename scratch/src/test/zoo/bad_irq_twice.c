// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Frees an interrupt twice. */
#include <linux/module.h>
#include <linux/interrupt.h>

static int cookie;

static irqreturn_t hear(int irq, void *data)
{
	return IRQ_NONE;
}

static int __init start(void)
{
	int result = request_irq(5, hear, IRQF_SHARED, "zoo", &cookie);

	if (result)
		return result;
	free_irq(5, &cookie);
	free_irq(5, &cookie);
	return 0;
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("GPL");
