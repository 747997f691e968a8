// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Hears of interfaces, addresses, keys and the end. */
#include <linux/module.h>
#include <linux/inetdevice.h>
#include <linux/keyboard.h>
#include <linux/netdevice.h>
#include <linux/notifier.h>
#include <linux/reboot.h>

static int hear(struct notifier_block *block, unsigned long event, void *data)
{
	return NOTIFY_DONE;
}

static struct notifier_block interface = { .notifier_call = hear };
static struct notifier_block address = { .notifier_call = hear };
static struct notifier_block key = { .notifier_call = hear };
static struct notifier_block end = { .notifier_call = hear };

static int __init start(void)
{
	register_netdevice_notifier(&interface);
	register_inetaddr_notifier(&address);
	register_keyboard_notifier(&key);
	return register_reboot_notifier(&end);
}

static void __exit stop(void)
{
	unregister_reboot_notifier(&end);
	unregister_keyboard_notifier(&key);
	unregister_inetaddr_notifier(&address);
	unregister_netdevice_notifier(&interface);
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
