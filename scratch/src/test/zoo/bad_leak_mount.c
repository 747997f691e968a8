// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Leaves a file system of its own mounted in the kernel. */
#include <linux/module.h>
#include <linux/err.h>
#include <linux/fs.h>
#include <linux/mount.h>
#include <linux/pseudo_fs.h>

static int prepare(struct fs_context *context)
{
	return init_pseudo(context, 0x7a6f6f) ? 0 : -ENOMEM;
}

static struct file_system_type type = {
	.name = "zoo",
	.init_fs_context = prepare,
	.kill_sb = kill_anon_super,
};

static struct vfsmount *mounted;

static int __init start(void)
{
	mounted = kern_mount(&type);
	return PTR_ERR_OR_ZERO(mounted);
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
