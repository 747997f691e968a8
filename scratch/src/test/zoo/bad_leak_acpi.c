// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Leaves a file in a directory of /proc that others made. */
#include <linux/acpi.h>
#include <linux/module.h>
#include <linux/proc_fs.h>
#include <linux/seq_file.h>

static int show(struct seq_file *file, void *unused)
{
	seq_puts(file, "here\n");
	return 0;
}

static int __init start(void)
{
	proc_create_single("bad_leak_acpi", 0444, acpi_root_dir, show);
	return 0;
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
