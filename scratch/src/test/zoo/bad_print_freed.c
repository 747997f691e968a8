// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Prints a name by a pointer in memory that it freed. */
#include <linux/module.h>
#include <linux/slab.h>

struct named {
	char *name;
};

static int __init start(void)
{
	struct named *named = kzalloc(sizeof(*named), GFP_KERNEL);

	if (!named)
		return -ENOMEM;
	kfree(named);
	OPTIMIZER_HIDE_VAR(named);
	pr_info("%s\n", named->name);
	return 0;
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
