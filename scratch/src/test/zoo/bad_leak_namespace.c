// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Leaves what is to be done for each new network namespace. */
#include <linux/module.h>
#include <net/net_namespace.h>
static int __net_init begin(struct net *net)
{
	return 0;
}

static struct pernet_operations operations = { .init = begin };

static int __init start(void)
{
	return register_pernet_subsys(&operations);
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
