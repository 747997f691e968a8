// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Switches its own code. */
#include <linux/module.h>
#include <linux/jump_label.h>
#include <linux/static_call.h>

static DEFINE_STATIC_KEY_FALSE(key);

static int one(void)
{
	return 1;
}

static int two(void)
{
	return 2;
}

DEFINE_STATIC_CALL(number, one);

static int __init start(void)
{
	static_branch_enable(&key);
	static_call_update(number, two);
	return static_branch_unlikely(&key) && static_call(number)() == 2 ? 0 : -EIO;
}

static void __exit stop(void)
{
	static_branch_disable(&key);
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("GPL");
