// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Deletes a list entry twice. */
#include <linux/list.h>
#include <linux/module.h>

static LIST_HEAD(head);
static struct list_head entry;

static int __init start(void)
{
	list_add(&entry, &head);
	list_del(&entry);
	list_del(&entry);
	return 0;
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
