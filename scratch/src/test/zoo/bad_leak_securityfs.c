// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Leaves a file in securityfs. */
#include <linux/module.h>
#include <linux/security.h>

static const struct file_operations operations;

static int __init start(void)
{
	return PTR_ERR_OR_ZERO(securityfs_create_file("bad_leak_securityfs", 0400, NULL, NULL, &operations));
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
