// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Leaves a kind of network interface. */
#include <linux/module.h>
#include <linux/netdevice.h>
#include <net/rtnetlink.h>

static void setup(struct net_device *dev)
{
}

static struct rtnl_link_ops ops = { .kind = "zoo", .setup = setup };

static int __init start(void)
{
	return rtnl_link_register(&ops);
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("GPL");
