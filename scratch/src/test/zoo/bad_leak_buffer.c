// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Leaves network buffers. */
#include <linux/module.h>
#include <linux/skbuff.h>

static struct sk_buff *volatile buffer;

static int __init start(void)
{
	int i;

	for (i = 0; i < 20; i++)
		buffer = alloc_skb(2000, GFP_KERNEL);
	return 0;
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
