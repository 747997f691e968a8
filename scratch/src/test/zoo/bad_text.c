// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Overwrites an instruction of the kernel. */
#include <linux/module.h>
#include <linux/irqflags.h>
#include <linux/kernel.h>

static void protect(bool on)
{
	unsigned long cr0;

	asm volatile("mov %%cr0, %0" : "=r" (cr0));
	cr0 = on ? cr0 | 0x10000 : cr0 & ~0x10000ul;
	asm volatile("mov %0, %%cr0" : : "r" (cr0) : "memory");
}

static int __init start(void)
{
	volatile unsigned char *place = (unsigned char *)&panic;
	unsigned long flags;

	local_irq_save(flags);
	protect(false);
	place[40] ^= 1;
	protect(true);
	local_irq_restore(flags);
	return 0;
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
