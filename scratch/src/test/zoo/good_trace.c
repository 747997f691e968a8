// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Sees each open file by ftrace. */
#include <linux/module.h>
#include <linux/ftrace.h>
#include <linux/string.h>

static void notrace see(unsigned long place, unsigned long caller, struct ftrace_ops *operations,
			struct ftrace_regs *registers)
{
}

static struct ftrace_ops operations = { .func = see };

static int __init start(void)
{
	char name[] = "vfs_open";
	int error = ftrace_set_filter(&operations, name, strlen(name), 0);

	return error ? error : register_ftrace_function(&operations);
}

static void __exit stop(void)
{
	unregister_ftrace_function(&operations);
	ftrace_free_filter(&operations);
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
