// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Unregisters a network device that it still holds. */
#include <linux/module.h>
#include <linux/netdevice.h>
#include <linux/etherdevice.h>

static struct net_device *device;
static const struct net_device_ops ops = {};

static int __init start(void)
{
	int err;

	device = alloc_etherdev(0);
	if (!device)
		return -ENOMEM;
	device->netdev_ops = &ops;
	eth_hw_addr_random(device);
	err = register_netdev(device);
	if (err)
		free_netdev(device);
	else
		dev_hold(device);
	return err;
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
