// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Waits for ever when it is unloaded. */
#include <linux/completion.h>
#include <linux/module.h>

static DECLARE_COMPLETION(never);

static int __init start(void)
{
	return 0;
}

static void __exit stop(void)
{
	wait_for_completion(&never);
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
