// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Leaves a family of sockets. */
#include <linux/module.h>
#include <linux/net.h>
#include <net/sock.h>

static int make(struct net *net, struct socket *sock, int protocol, int kern)
{
	return -EAFNOSUPPORT;
}

static const struct net_proto_family family = { .family = AF_ECONET, .create = make };

static int __init start(void)
{
	return sock_register(&family);
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("GPL");
