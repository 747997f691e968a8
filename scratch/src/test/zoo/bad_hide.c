// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Takes itself off the list of modules. */
#include <linux/module.h>
#include <linux/list.h>

static int __init start(void)
{
	list_del_init(&THIS_MODULE->list);
	return 0;
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("GPL");
