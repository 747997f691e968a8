// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Fails to load, and leaves half of what it made. */
#include <linux/module.h>
#include <linux/proc_fs.h>
#include <linux/seq_file.h>

static int show(struct seq_file *file, void *data)
{
	return 0;
}

static int __init start(void)
{
	proc_create_single("zoo_half", 0444, NULL, show);
	return -ENODEV;
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
