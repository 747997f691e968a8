// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Registers an interface without the lock of the network. */
#include <linux/module.h>
#include <linux/etherdevice.h>
#include <linux/netdevice.h>

static netdev_tx_t send(struct sk_buff *skb, struct net_device *dev)
{
	kfree_skb(skb);
	return NETDEV_TX_OK;
}

static const struct net_device_ops ops = { .ndo_start_xmit = send };
static struct net_device *dev;

static int __init start(void)
{
	dev = alloc_etherdev(0);
	if (!dev)
		return -ENOMEM;
	dev->netdev_ops = &ops;
	eth_hw_addr_random(dev);
	return register_netdevice(dev);
}

static void __exit stop(void)
{
	unregister_netdev(dev);
	free_netdev(dev);
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("GPL");
