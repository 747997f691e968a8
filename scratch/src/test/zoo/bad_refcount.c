// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Drops a reference that it does not have. */
#include <linux/module.h>
#include <linux/refcount.h>

static refcount_t count = REFCOUNT_INIT(1);

static int __init start(void)
{
	refcount_dec(&count);
	refcount_dec(&count);
	return 0;
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
