// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Goes while it reads. */
#include <linux/module.h>
#include <linux/srcu.h>

DEFINE_SRCU(own);

static int __init start(void)
{
	(void)srcu_read_lock(&own);
	return 0;
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("GPL");
