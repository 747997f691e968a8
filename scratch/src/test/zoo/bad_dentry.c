// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Keeps a name of a file system that it takes away. */
#include <linux/module.h>
#include <linux/fs.h>
#include <linux/fs_context.h>
#include <linux/mount.h>
#include <linux/pseudo_fs.h>

static int make(struct fs_context *context)
{
	return init_pseudo(context, 0x7a6f6f) ? 0 : -ENOMEM;
}

static struct file_system_type type = {
	.name = "zoofs",
	.init_fs_context = make,
	.kill_sb = kill_anon_super,
};

static int __init start(void)
{
	struct vfsmount *mount = kern_mount(&type);

	if (IS_ERR(mount))
		return PTR_ERR(mount);
	dget(mount->mnt_root);
	kern_unmount(mount);
	return 0;
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("GPL");
