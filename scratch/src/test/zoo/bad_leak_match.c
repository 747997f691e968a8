// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Leaves an entry in the list of a module of the kernel's own, which goes with it. */
#include <linux/module.h>
#include <linux/netfilter/x_tables.h>

static bool match(const struct sk_buff *buffer, struct xt_action_param *parameters)
{
	return true;
}

static struct xt_match entry = {
	.name = "bad_leak_match",
	.family = NFPROTO_UNSPEC,
	.match = match,
	.me = THIS_MODULE,
};

static int __init start(void)
{
	return xt_register_match(&entry);
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
