// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* What is called at a shutdown stays registered. */
#include <linux/module.h>
#include <linux/syscore_ops.h>

static void shut(void)
{
}

static struct syscore_ops ops = { .shutdown = shut };

static int __init start(void)
{
	register_syscore_ops(&ops);
	return 0;
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
