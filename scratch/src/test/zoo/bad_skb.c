// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Puts more into a network buffer than it holds. */
#include <linux/module.h>
#include <linux/skbuff.h>

static int __init start(void)
{
	struct sk_buff *skb = alloc_skb(64, GFP_KERNEL);

	if (!skb)
		return -ENOMEM;
	skb_put(skb, 4096);
	kfree_skb(skb);
	return 0;
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("GPL");
