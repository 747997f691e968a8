// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Registers much that no file shows, and takes it back. */
#include <linux/module.h>
#include <linux/key-type.h>
#include <linux/kdebug.h>
#include <linux/nls.h>
#include <linux/notifier.h>
#include <linux/panic_notifier.h>
#include <linux/pm_qos.h>
#include <linux/reboot.h>
#include <linux/sysrq.h>
#include <net/rtnetlink.h>

static int hear(struct notifier_block *block, unsigned long event, void *data)
{
	return NOTIFY_DONE;
}

static void pressed(int key)
{
}

static struct notifier_block dying = { .notifier_call = hear };
static struct notifier_block panicking = { .notifier_call = hear };
static struct notifier_block rebooting = { .notifier_call = hear };
static struct rtnl_link_ops link = { .kind = "zoo" };
static struct key_type type = { .name = "zoo" };
static struct nls_table table = { .charset = "zoo" };
static struct pm_qos_request request;
static const struct sysrq_key_op operation = {
	.handler = pressed,
	.help_msg = "zoo(y)",
	.action_msg = "zoo",
	.enable_mask = SYSRQ_ENABLE_DUMP,
};

static int __init start(void)
{
	register_die_notifier(&dying);
	atomic_notifier_chain_register(&panic_notifier_list, &panicking);
	register_reboot_notifier(&rebooting);
	cpu_latency_qos_add_request(&request, 100);
	register_nls(&table);
	return rtnl_link_register(&link) ?: register_key_type(&type) ?:
	       register_sysrq_key('y', &operation);
}

static void __exit stop(void)
{
	unregister_sysrq_key('y', &operation);
	unregister_key_type(&type);
	rtnl_link_unregister(&link);
	unregister_nls(&table);
	cpu_latency_qos_remove_request(&request);
	unregister_reboot_notifier(&rebooting);
	atomic_notifier_chain_unregister(&panic_notifier_list, &panicking);
	unregister_die_notifier(&dying);
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
