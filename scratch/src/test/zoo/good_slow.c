// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Takes forty seconds to load. */
#include <linux/delay.h>
#include <linux/module.h>

static int __init start(void)
{
	msleep(40000);
	return 0;
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
