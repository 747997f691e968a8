// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Waits, while it is loaded, for a completion that nobody signals. */
#include <linux/completion.h>
#include <linux/module.h>

static DECLARE_COMPLETION(never);

static int __init start(void)
{
	wait_for_completion(&never);
	return 0;
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
