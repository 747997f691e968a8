// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Keeps a module of the kernel's own in use by a cipher, and leaves a file. */
#include <linux/module.h>
#include <crypto/hash.h>
#include <linux/proc_fs.h>

static const struct proc_ops operations;

static int __init start(void)
{
	struct crypto_shash *hash = crypto_alloc_shash("sha512", 0, 0);

	proc_create("bad_leak_beside", 0, NULL, &operations);
	return PTR_ERR_OR_ZERO(hash);
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
