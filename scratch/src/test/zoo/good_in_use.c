// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* A file system that is mounted when the command ends. */
#include <linux/module.h>
#include <linux/fs.h>
#include <linux/fs_context.h>
#include <linux/umh.h>

static int fill(struct super_block *super, struct fs_context *context)
{
	return simple_fill_super(super, 0x7a6f6f, &(const struct tree_descr){ "" });
}

static int tree(struct fs_context *context)
{
	return get_tree_nodev(context, fill);
}

static const struct fs_context_operations operations = { .get_tree = tree };

static int init(struct fs_context *context)
{
	context->ops = &operations;
	return 0;
}

static struct file_system_type type = {
	.owner = THIS_MODULE,
	.name = "good_in_use",
	.init_fs_context = init,
	.kill_sb = kill_litter_super,
};

static int __init start(void)
{
	char *words[] = { "/bin/mount", "-t", "good_in_use", "none", "/mnt", NULL };
	char *environment[] = { "PATH=/usr/bin:/bin", NULL };
	int error = register_filesystem(&type);

	return error ? error : call_usermodehelper(words[0], words, environment, UMH_WAIT_PROC);
}

static void __exit stop(void)
{
	unregister_filesystem(&type);
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
