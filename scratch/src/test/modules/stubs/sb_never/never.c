// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* sb_never: a module that asks, while it is being loaded, for its own function, and fails then. */
#include <linux/module.h>

#include "Modstub.h"

int sb_ask(void); /* of sb_caller: calls the stub of sb_fail() */

int sb_fail(void)
{
	return 0;
}

static int __init begin(void)
{
	return sb_ask();
}

static void __exit end(void)
{
}
module_init(begin);
module_exit(end);
MODULE_LICENSE("Dual MIT/GPL");
