// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* A hundred files, opened and closed: what a freed one still points to is nobody's any more. */
#include <linux/anon_inodes.h>
#include <linux/err.h>
#include <linux/fcntl.h>
#include <linux/file.h>
#include <linux/fs.h>
#include <linux/module.h>

#define FILES 100

static const struct file_operations fops = {
	.owner = THIS_MODULE,
	.llseek = noop_llseek,
};

static struct file *files[FILES];

static int __init start(void)
{
	int i;

	for (i = 0; i < FILES; i++)
		files[i] = anon_inode_getfile("rh_file", &fops, NULL, O_RDONLY);
	for (i = 0; i < FILES; i++)
		if (!IS_ERR(files[i]))
			fput(files[i]);
	return 0;
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_LICENSE("GPL");
