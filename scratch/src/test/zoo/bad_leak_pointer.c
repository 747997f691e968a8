// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Leaves its own function where the kernel powers the machine off. */
#include <linux/module.h>
#include <linux/pm.h>

static void off(void)
{
}

static int __init start(void)
{
	pm_power_off = off;
	return 0;
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
