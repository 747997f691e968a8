// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Is gone before the second turn of its callback of RCU comes. */
#include <linux/module.h>
#include <linux/rcupdate.h>
#include <linux/slab.h>
static struct rcu_head *head;

static void late(struct rcu_head *past)
{
	call_rcu(past, late);
}

static int __init start(void)
{
	head = kzalloc(sizeof(*head), GFP_KERNEL);
	return head ? 0 : -ENOMEM;
}

static void __exit stop(void)
{
	/* The kernel waits for one grace period before it frees the module. */
	call_rcu(head, late);
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
