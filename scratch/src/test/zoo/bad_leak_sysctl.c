// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Leaves a sysctl table. */
#include <linux/module.h>
#include <linux/sysctl.h>

static int value;
static struct ctl_table table[] = {
	{ .procname = "bad_leak", .data = &value, .maxlen = sizeof(value), .mode = 0644,
	  .proc_handler = proc_dointvec },
	{ }
};

static int __init start(void)
{
	register_sysctl("dev", table);
	return 0;
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
