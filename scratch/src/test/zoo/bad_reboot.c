// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Is told that the machine goes down, and takes that amiss. */
#include <linux/module.h>
#include <linux/reboot.h>

static int told(struct notifier_block *block, unsigned long action, void *data)
{
	WARN_ON(1);
	return NOTIFY_DONE;
}

static struct notifier_block block = { .notifier_call = told };

static int __init start(void)
{
	return register_reboot_notifier(&block);
}

static void __exit stop(void)
{
	unregister_reboot_notifier(&block);
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
