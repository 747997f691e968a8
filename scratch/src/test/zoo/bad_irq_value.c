// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* An interrupt handler returns what is no answer. */
#include <linux/interrupt.h>
#include <linux/irq.h>
#include <linux/irqdesc.h>
#include <linux/module.h>

static int number;

static irqreturn_t answer(int irq, void *unused)
{
	return 42;
}

static int __init start(void)
{
	int error;

	number = __irq_alloc_descs(-1, 0, 1, 0, NULL, NULL);
	if (number < 0)
		return number;
	irq_set_chip_and_handler(number, &dummy_irq_chip, handle_simple_irq);
	irq_clear_status_flags(number, IRQ_NOREQUEST);
	error = request_irq(number, answer, 0, "bad_irq_value", &number);
	if (error)
		return error;
	local_irq_disable();
	generic_handle_irq(number);
	local_irq_enable();
	return 0;
}

static void __exit stop(void)
{
	free_irq(number, &number);
	irq_free_desc(number);
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
