// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Leaves a file open. */
#include <linux/module.h>
#include <linux/fs.h>

static int __init start(void)
{
	return PTR_ERR_OR_ZERO(filp_open("/tmp/bad_leak_file", O_RDWR | O_CREAT, 0600));
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
