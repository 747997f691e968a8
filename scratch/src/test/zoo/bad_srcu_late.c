// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Asks for a call when its readers are gone, and goes. */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/srcu.h>

DEFINE_STATIC_SRCU(own);

static void done(struct rcu_head *head)
{
	kfree(head);
}

static int __init start(void)
{
	return 0;
}

static void __exit stop(void)
{
	struct rcu_head *head = kmalloc(sizeof(*head), GFP_KERNEL);

	if (head)
		call_srcu(&own, head, done);
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("GPL");
