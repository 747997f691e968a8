// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Leaves a file in memory. */
#include <linux/module.h>
#include <linux/err.h>
#include <linux/shmem_fs.h>

static int __init start(void)
{
	return PTR_ERR_OR_ZERO(shmem_file_setup("bad_leak_shmem", 4096, 0));
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
