// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Leaves an answer to a netlink message. */
#include <linux/module.h>
#include <linux/netlink.h>
#include <net/rtnetlink.h>

static int hear(struct sk_buff *skb, struct nlmsghdr *head, struct netlink_ext_ack *ack)
{
	return 0;
}

static int __init start(void)
{
	return rtnl_register_module(THIS_MODULE, AF_ECONET, RTM_GETLINK, hear, NULL, 0);
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("GPL");
