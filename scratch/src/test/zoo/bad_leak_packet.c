// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Leaves a handler of network packets. */
#include <linux/module.h>
#include <linux/if_ether.h>
#include <linux/netdevice.h>
#include <linux/skbuff.h>
static int hear(struct sk_buff *buffer, struct net_device *device, struct packet_type *type,
		struct net_device *original)
{
	kfree_skb(buffer);
	return 0;
}

static struct packet_type type = { .type = cpu_to_be16(ETH_P_ALL), .func = hear };

static int __init start(void)
{
	dev_add_pack(&type);
	return 0;
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
