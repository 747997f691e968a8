// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Frees much after all readers are gone. */
#include <linux/module.h>
#include <linux/rcupdate.h>
#include <linux/slab.h>

struct item {
	struct rcu_head head;
	char bytes[500];
};

static int __init start(void)
{
	int i;

	for (i = 0; i < 20000; i++) {
		struct item *item = kmalloc(sizeof(*item), GFP_KERNEL);

		if (item)
			kfree_rcu(item, head);
	}
	return 0;
}

static void __exit stop(void)
{
	rcu_barrier();
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("GPL");
