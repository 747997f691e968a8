// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Leaves a congestion control of TCP. */
#include <linux/module.h>
#include <net/tcp.h>

static u32 threshold(struct sock *socket)
{
	return 2;
}

static void avoid(struct sock *socket, u32 ack, u32 acked)
{
}

static struct tcp_congestion_ops operations __read_mostly = {
	.ssthresh = threshold,
	.undo_cwnd = threshold,
	.cong_avoid = avoid,
	.name = "zoo",
	.owner = THIS_MODULE,
};

static int __init start(void)
{
	return tcp_register_congestion_control(&operations);
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
