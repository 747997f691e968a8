// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Has a netlink family of messages of its own and a device that a net namespace has. */
#include <linux/module.h>
#include <linux/netlink.h>
#include <net/net_namespace.h>
#include <net/netns/generic.h>
#include <net/netlink.h>
#include <net/sock.h>

#define FAMILY 31

static unsigned int id;

struct mine {
	struct sock *sock;
};

static void input(struct sk_buff *skb)
{
}

static int __net_init begin(struct net *net)
{
	struct netlink_kernel_cfg config = { .input = input };
	struct mine *mine = net_generic(net, id);

	mine->sock = netlink_kernel_create(net, FAMILY, &config);
	return mine->sock ? 0 : -ENOMEM;
}

static void __net_exit end(struct net *net)
{
	struct mine *mine = net_generic(net, id);

	netlink_kernel_release(mine->sock);
}

static struct pernet_operations operations = {
	.init = begin,
	.exit = end,
	.id = &id,
	.size = sizeof(struct mine),
};

static int __init start(void)
{
	return register_pernet_subsys(&operations);
}

static void __exit stop(void)
{
	unregister_pernet_subsys(&operations);
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("GPL");
