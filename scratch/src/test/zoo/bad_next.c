// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* The function that goes on in a file of /proc doesn't count: a reader may get lines twice. */
#include <linux/fs.h>
#include <linux/module.h>
#include <linux/proc_fs.h>
#include <linux/seq_file.h>

static int lines[2];

static void *first(struct seq_file *file, loff_t *at)
{
	return *at < 2 ? &lines[*at] : NULL;
}

static void *next(struct seq_file *file, void *line, loff_t *at)
{
	return line == &lines[0] ? &lines[1] : NULL;
}

static void last(struct seq_file *file, void *line)
{
}

static int show(struct seq_file *file, void *line)
{
	seq_puts(file, "a line\n");
	return 0;
}

static const struct seq_operations operations = {
	.start = first, .next = next, .stop = last, .show = show
};

static int __init start(void)
{
	struct file *file;
	char text[64];
	loff_t at = 0;

	if (!proc_create_seq("bad_next", 0444, NULL, &operations))
		return -ENOMEM;
	file = filp_open("/proc/bad_next", O_RDONLY, 0);
	if (!IS_ERR(file)) {
		kernel_read(file, text, sizeof(text), &at);
		filp_close(file, NULL);
	}
	return 0;
}

static void __exit stop(void)
{
	remove_proc_entry("bad_next", NULL);
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
