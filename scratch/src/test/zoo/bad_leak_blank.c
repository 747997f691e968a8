// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* A file whose name has a star and a blank in it stays in /proc. */
#include <linux/module.h>
#include <linux/proc_fs.h>

static int __init start(void)
{
	proc_mkdir("zoo*left", NULL);
	return proc_mkdir("zoo left", NULL) ? 0 : -ENOMEM;
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
