// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Resets the processor by its chip set. */
#include <linux/module.h>
#include <linux/delay.h>
#include <linux/io.h>

static int __init start(void)
{
	outb(6, 0xcf9);
	mdelay(100);
	return 0;
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("GPL");
