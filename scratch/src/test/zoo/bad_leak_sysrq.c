// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Leaves a key of the system request. */
#include <linux/module.h>
#include <linux/sysrq.h>

static void pressed(int key)
{
}

static const struct sysrq_key_op operation = {
	.handler = pressed,
	.help_msg = "zoo(y)",
	.action_msg = "zoo",
	.enable_mask = SYSRQ_ENABLE_DUMP,
};

static int __init start(void)
{
	return register_sysrq_key('y', &operation);
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
