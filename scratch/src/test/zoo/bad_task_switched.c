// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Makes the next use of vector registers trap. */
#include <linux/module.h>
#include <asm/fpu/api.h>
#include <asm/special_insns.h>

static int __init start(void)
{
	write_cr0(read_cr0() | X86_CR0_TS);
	kernel_fpu_begin();
	asm volatile("xorps %xmm0, %xmm0");
	kernel_fpu_end();
	return 0;
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("GPL");
