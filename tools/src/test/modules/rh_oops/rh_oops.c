// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Writes through a pointer to nothing when it is loaded. */
#include <linux/module.h>

static int *volatile nothing;

static int __init rh_oops_init(void)
{
	*nothing = 1;
	return 0;
}

static void __exit rh_oops_exit(void)
{
}

module_init(rh_oops_init);
module_exit(rh_oops_exit);
MODULE_DESCRIPTION("oopses when it is loaded");
MODULE_LICENSE("Dual MIT/GPL");
