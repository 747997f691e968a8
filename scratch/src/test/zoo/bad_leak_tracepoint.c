// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Leaves a probe at a tracepoint. */
#include <linux/module.h>
#include <linux/string.h>
#include <linux/tracepoint.h>

static struct tracepoint *point;

static void find(struct tracepoint *each, void *data)
{
	if (!strcmp(each->name, "module_free"))
		point = each;
}

static void see(void *data, struct module *mod)
{
}

static int __init start(void)
{
	for_each_kernel_tracepoint(find, NULL);
	return point ? tracepoint_probe_register(point, see, NULL) : -ENOENT;
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
