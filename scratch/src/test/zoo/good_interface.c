// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Has a network interface. */
#include <linux/module.h>
#include <linux/etherdevice.h>
#include <linux/netdevice.h>

static netdev_tx_t drop(struct sk_buff *packet, struct net_device *device)
{
	dev_kfree_skb(packet);
	return NETDEV_TX_OK;
}

static const struct net_device_ops operations = { .ndo_start_xmit = drop };

static struct net_device *device;

static void prepare(struct net_device *device)
{
	ether_setup(device);
	device->netdev_ops = &operations;
	eth_hw_addr_random(device);
}

static int __init start(void)
{
	device = alloc_netdev(0, "zoo%d", NET_NAME_UNKNOWN, prepare);
	return device ? register_netdev(device) : -ENOMEM;
}

static void __exit stop(void)
{
	unregister_netdev(device);
	free_netdev(device);
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
