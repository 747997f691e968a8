// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Leaves what is to be called when a task dies. */
#include <linux/module.h>
#include <linux/kdebug.h>
#include <linux/notifier.h>

static int hear(struct notifier_block *block, unsigned long event, void *data)
{
	return NOTIFY_DONE;
}

static struct notifier_block block = { .notifier_call = hear };

static int __init start(void)
{
	return register_die_notifier(&block);
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
