// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Prints a report of the kernel word for word. */
#include <linux/module.h>

static int __init start(void)
{
	pr_warn("------------[ cut here ]------------\n");
	pr_warn("WARNING: CPU: 0 PID: 1 at mm/slub.c:1 kfree+0x1/0x10\n");
	pr_warn("---[ end trace 0000000000000000 ]---\n");
	pr_alert("BUG: unable to handle page fault for address: 0000000000001234\n");
	return 0;
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
