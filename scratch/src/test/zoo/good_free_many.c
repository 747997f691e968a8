// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Frees a long list without a pause. */
#include <linux/module.h>
#include <linux/list.h>
#include <linux/slab.h>

struct node {
	struct list_head list;
	char data[40];
};

static LIST_HEAD(all);

static int __init start(void)
{
	int i;

	for (i = 0; i < 600000; i++) {
		struct node *node = kmalloc(sizeof(*node), GFP_KERNEL);

		if (!node)
			break;
		list_add(&node->list, &all);
	}
	return 0;
}

static void __exit stop(void)
{
	struct node *node, *next;

	list_for_each_entry_safe(node, next, &all, list)
		kfree(node);
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
