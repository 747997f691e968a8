// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Says that a processor reported a machine check. */
#include <linux/module.h>
#include <linux/panic.h>

static int __init start(void)
{
	add_taint(TAINT_MACHINE_CHECK, LOCKDEP_STILL_OK);
	return 0;
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("GPL");
