// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Frees memory after a grace period. */
#include <linux/module.h>
#include <linux/rcupdate.h>
#include <linux/slab.h>

struct item {
	struct rcu_head head;
	char room[100];
};

static int __init start(void)
{
	struct item *item = kmalloc(sizeof(*item), GFP_KERNEL);

	if (!item)
		return -ENOMEM;
	kfree_rcu(item, head);
	return 0;
}

static void __exit stop(void)
{
	rcu_barrier();
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
