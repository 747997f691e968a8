// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* A sysctl table that goes with its module. */
#include <linux/module.h>
#include <linux/sysctl.h>

static int value;
static struct ctl_table table[] = {
	{ .procname = "good_sysctl", .data = &value, .maxlen = sizeof(value), .mode = 0644,
	  .proc_handler = proc_dointvec },
	{ }
};
static struct ctl_table_header *header;

static int __init start(void)
{
	header = register_sysctl("dev", table);
	return 0;
}

static void __exit stop(void)
{
	unregister_sysctl_table(header);
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
