// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Leaves a type of keys. */
#include <linux/module.h>
#include <linux/key-type.h>

static int make(struct key *key, struct key_preparsed_payload *prep)
{
	return 0;
}

static struct key_type type = { .name = "zoo", .instantiate = make };

static int __init start(void)
{
	return register_key_type(&type);
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("GPL");
