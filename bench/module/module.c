// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* @NAME@: as little as a module can be. */
#include <linux/init.h>
#include <linux/module.h>

static int __init @NAME@_init(void)
{
	return 0;
}

static void __exit @NAME@_exit(void)
{
}

module_init(@NAME@_init);
module_exit(@NAME@_exit);

MODULE_DESCRIPTION("as little as a module can be");
MODULE_VERSION("@VERSION@");
MODULE_LICENSE("Dual MIT/GPL");
