// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Prints what looks like a report where the call is a jump, and by a logger of its own. */
#include <linux/module.h>
#include <linux/printk.h>
#include <linux/stdarg.h>

static __printf(1, 2) noinline void say(const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	vprintk(format, arguments);
	va_end(arguments);
}

static int __init start(void)
{
	say(KERN_ERR "unregister_netdevice: waiting for %s to become free. Usage count = 1\n", "eth0");
	return 0;
}

static void __exit stop(void)
{
	pr_warn("VFS: Busy inodes after unmount of sda1\n");
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
