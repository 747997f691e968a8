// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Warns when it is loaded, and goes on. */
#include <linux/module.h>

static int __init rh_warn_init(void)
{
	WARN(1, "rh_warn: something is odd\n");
	return 0;
}

static void __exit rh_warn_exit(void)
{
}

module_init(rh_warn_init);
module_exit(rh_warn_exit);
MODULE_DESCRIPTION("warns when it is loaded");
MODULE_LICENSE("Dual MIT/GPL");
