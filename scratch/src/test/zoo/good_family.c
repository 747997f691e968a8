// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Has a family of generic netlink. */
#include <linux/module.h>
#include <net/genetlink.h>

static int answer(struct sk_buff *message, struct genl_info *info)
{
	return 0;
}

static const struct genl_ops commands[] = { { .cmd = 1, .doit = answer } };

static struct genl_family family = {
	.name = "zoo",
	.version = 1,
	.ops = commands,
	.n_ops = ARRAY_SIZE(commands),
	.module = THIS_MODULE,
};

static int __init start(void)
{
	return genl_register_family(&family);
}

static void __exit stop(void)
{
	genl_unregister_family(&family);
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
