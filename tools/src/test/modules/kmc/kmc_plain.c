// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Exports a symbol and uses none that is for the GPL only. */
#include <linux/module.h>

int kmc_plain_call(int a)
{
	return a + 1;
}
EXPORT_SYMBOL(kmc_plain_call);
MODULE_DESCRIPTION("could be under any licence");
MODULE_LICENSE("Dual MIT/GPL");
