// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Its load function ends with a call that never returns, and so isn't in its stack. */
#include <linux/module.h>
#include <linux/completion.h>

static DECLARE_COMPLETION(never);

static int __init start(void)
{
	return wait_for_completion_interruptible(&never);
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
