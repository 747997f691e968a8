// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Has an instance of the kernel's trace while it is there. */
#include <linux/module.h>
#include <linux/trace.h>

static struct trace_array *trace;

static int __init start(void)
{
	trace = trace_array_get_by_name("zoo_instance");
	return trace ? 0 : -ENOMEM;
}

static void __exit stop(void)
{
	trace_array_put(trace);
	trace_array_destroy(trace);
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("GPL");
