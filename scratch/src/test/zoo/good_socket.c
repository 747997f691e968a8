// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Listens, is called by itself, and closes both ends. */
#include <linux/in.h>
#include <linux/module.h>
#include <linux/net.h>
#include <net/net_namespace.h>
#include <net/sock.h>

static struct socket *listener, *accepted;

static int __init start(void)
{
	struct sockaddr_in here = {
		.sin_family = AF_INET,
		.sin_port = htons(5008),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK),
	};
	void *address = &here;
	struct socket *caller;
	int error;

	error = sock_create_kern(&init_net, AF_INET, SOCK_STREAM, IPPROTO_TCP, &listener);
	if (error)
		return error;
	error = kernel_bind(listener, address, sizeof(here));
	if (!error)
		error = kernel_listen(listener, 4);
	if (!error)
		error = sock_create_kern(&init_net, AF_INET, SOCK_STREAM, IPPROTO_TCP, &caller);
	if (!error) {
		error = kernel_connect(caller, address, sizeof(here), 0);
		if (!error)
			error = kernel_accept(listener, &accepted, 0);
		sock_release(caller);
	}
	if (error)
		sock_release(listener);
	return error;
}

static void __exit stop(void)
{
	sock_release(accepted);
	sock_release(listener);
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
