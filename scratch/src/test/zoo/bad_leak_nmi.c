// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Leaves a handler of non-maskable interrupts. */
#include <linux/module.h>
#include <asm/nmi.h>

static int hear(unsigned int kind, struct pt_regs *regs)
{
	return NMI_DONE;
}

static int __init start(void)
{
	return register_nmi_handler(NMI_LOCAL, hear, 0, "zoo");
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("GPL");
