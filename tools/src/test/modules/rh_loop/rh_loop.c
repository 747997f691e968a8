// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Never returns from its load function; with masked=1 it also lets no interrupt in. */
#include <linux/irqflags.h>
#include <linux/module.h>
#include <linux/processor.h>

static bool masked;
module_param(masked, bool, 0444);

static int __init rh_loop_init(void)
{
	if (masked)
		local_irq_disable();
	for (;;)
		cpu_relax();
	return 0;
}

static void __exit rh_loop_exit(void)
{
}

module_init(rh_loop_init);
module_exit(rh_loop_exit);
MODULE_DESCRIPTION("loops when it is loaded");
MODULE_LICENSE("Dual MIT/GPL");
