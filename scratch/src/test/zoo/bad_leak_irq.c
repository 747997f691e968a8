// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Leaves an interrupt handler. */
#include <linux/interrupt.h>
#include <linux/module.h>

static int cookie;

static irqreturn_t handle(int number, void *unused)
{
	return IRQ_NONE;
}

static int __init start(void)
{
	if (request_irq(5, handle, IRQF_SHARED, "bad_leak_irq", &cookie))
		return -EBUSY;
	return 0;
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
