// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Leaves the vector registers taken. */
#include <linux/module.h>
#include <asm/fpu/api.h>

static int __init start(void)
{
	kernel_fpu_begin();
	return 0;
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("GPL");
