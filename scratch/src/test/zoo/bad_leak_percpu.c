// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Leaves a little memory of each processor. */
#include <linux/module.h>
#include <linux/percpu.h>

static int __init start(void)
{
	return __alloc_percpu(64, 8) ? 0 : -ENOMEM;
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
