// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Leaves a network interface. */
#include <linux/etherdevice.h>
#include <linux/module.h>
#include <linux/netdevice.h>

static void setup(struct net_device *device)
{
	ether_setup(device);
	eth_hw_addr_random(device);
}

static const struct net_device_ops operations = { };

static int __init start(void)
{
	struct net_device *device = alloc_netdev(0, "badleak%d", NET_NAME_UNKNOWN, setup);

	device->netdev_ops = &operations;
	if (register_netdev(device))
		return -EBUSY;
	return 0;
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
