// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Leaves what is to be called at an oops: each oops meets it and is followed by the next. */
#include <linux/kmsg_dump.h>
#include <linux/module.h>

static void dump(void)
{
}

/* The function's parameters depend on the kernel; it has no use for them. */
static struct kmsg_dumper dumper = { .dump = (void *)dump };

static int __init start(void)
{
	return kmsg_dump_register(&dumper);
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
