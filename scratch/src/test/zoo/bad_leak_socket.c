// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Leaves a socket that waits for packets. */
#include <linux/in.h>
#include <linux/module.h>
#include <linux/net.h>
#include <net/net_namespace.h>
#include <net/sock.h>

static struct socket *waiting;

static int __init start(void)
{
	struct sockaddr_in here = {
		.sin_family = AF_INET,
		.sin_port = htons(5007),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK),
	};
	int error = sock_create_kern(&init_net, AF_INET, SOCK_DGRAM, IPPROTO_UDP, &waiting);

	return error ? error : kernel_bind(waiting, (void *)&here, sizeof(here));
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
