// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Leaves a hash of the kernel's own in use. */
#include <linux/module.h>
#include <crypto/hash.h>

static int __init start(void)
{
	return PTR_ERR_OR_ZERO(crypto_alloc_shash("sha256", 0, 0));
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
