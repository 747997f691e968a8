// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Has texts, pools and buffers from functions of the kernel, and gives them back. */
#include <linux/debugfs.h>
#include <linux/kernel.h>
#include <linux/mempool.h>
#include <linux/module.h>
#include <linux/skbuff.h>
#include <linux/slab.h>

static char *text;
static mempool_t *pool;
static struct sk_buff *buffer;
static struct dentry *directory;

static int __init start(void)
{
	text = kasprintf(GFP_KERNEL, "%s", "a text of its own");
	pool = mempool_create_kmalloc_pool(16, 256);
	buffer = alloc_skb(2000, GFP_KERNEL);
	directory = debugfs_create_dir("good_texts", NULL);
	debugfs_create_u32("number", 0444, directory, (u32 *)text);
	return 0;
}

static void __exit stop(void)
{
	debugfs_remove(directory);
	kfree_skb(buffer);
	mempool_destroy(pool);
	kfree(text);
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
