// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Leaves an I/O region. */
#include <linux/ioport.h>
#include <linux/module.h>

static int __init start(void)
{
	if (!request_region(0x500, 8, "bad_leak_region"))
		return -EBUSY;
	return 0;
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
