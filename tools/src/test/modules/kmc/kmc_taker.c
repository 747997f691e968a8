// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Takes a symbol of kmc_plain, and none that is for the GPL only. */
#include <linux/module.h>

extern int kmc_plain_call(int a);

static int __init kmc_taker_init(void)
{
	return kmc_plain_call(0) == 1 ? 0 : -ENXIO;
}

static void __exit kmc_taker_exit(void)
{
}

module_init(kmc_taker_init);
module_exit(kmc_taker_exit);
MODULE_DESCRIPTION("takes a symbol of kmc_plain");
MODULE_LICENSE("Dual MIT/GPL");
