// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Uses ciphers of the kernel, which makes them out of its parts and keeps them listed. */
#include <linux/module.h>
#include <crypto/hash.h>
#include <crypto/skcipher.h>

static int __init start(void)
{
	struct crypto_shash *hash = crypto_alloc_shash("hmac(sha224)", 0, 0);
	struct crypto_skcipher *cipher = crypto_alloc_skcipher("cbc(aes)", 0, 0);

	if (IS_ERR(hash) || IS_ERR(cipher))
		return -ENOENT;
	crypto_free_shash(hash);
	crypto_free_skcipher(cipher);
	return 0;
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
