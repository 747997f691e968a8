// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Sets the trap flag. */
#include <linux/module.h>

static int __init start(void)
{
	asm volatile("pushf\n\torq $0x100, (%rsp)\n\tpopf\n\tnop");
	return 0;
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("GPL");
