// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Asks again and again, with a pause each time, for what never comes. */
#include <linux/compiler.h>
#include <linux/delay.h>
#include <linux/module.h>

static int ready;

static int __init start(void)
{
	while (!READ_ONCE(ready))
		msleep(10);
	return 0;
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
