// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Waits in its load function for something that never comes, deaf to signals. */
#include <linux/completion.h>
#include <linux/module.h>

static DECLARE_COMPLETION(never);

static int __init rh_sleep_init(void)
{
	wait_for_completion(&never);
	return 0;
}

static void __exit rh_sleep_exit(void)
{
}

module_init(rh_sleep_init);
module_exit(rh_sleep_exit);
MODULE_DESCRIPTION("waits for ever when it is loaded");
MODULE_LICENSE("Dual MIT/GPL");
