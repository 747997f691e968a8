// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Waits for all readers of its own kind while it is one. */
#include <linux/module.h>
#include <linux/srcu.h>

DEFINE_STATIC_SRCU(own);

static int __init start(void)
{
	int reader = srcu_read_lock(&own);

	synchronize_srcu(&own);
	srcu_read_unlock(&own, reader);
	return 0;
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("GPL");
