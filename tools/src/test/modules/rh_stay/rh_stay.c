// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Holds itself, so that it can't be unloaded. */
#include <linux/module.h>

static int __init rh_stay_init(void)
{
	__module_get(THIS_MODULE);
	return 0;
}

static void __exit rh_stay_exit(void)
{
}

module_init(rh_stay_init);
module_exit(rh_stay_exit);
MODULE_DESCRIPTION("can't be unloaded");
MODULE_LICENSE("Dual MIT/GPL");
