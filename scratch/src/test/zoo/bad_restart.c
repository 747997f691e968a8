// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Restarts the machine. */
#include <linux/module.h>
#include <linux/reboot.h>

static int __init start(void)
{
	kernel_restart(NULL);
	return 0;
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("GPL");
