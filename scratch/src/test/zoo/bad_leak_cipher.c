// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* A hash algorithm stays registered. */
#include <linux/module.h>
#include <crypto/internal/hash.h>

static int init(struct shash_desc *desc)
{
	return 0;
}

static int update(struct shash_desc *desc, const u8 *data, unsigned int size)
{
	return 0;
}

static int final(struct shash_desc *desc, u8 *out)
{
	*out = 1;
	return 0;
}

static struct shash_alg algorithm = {
	.digestsize = 1,
	.init = init,
	.update = update,
	.final = final,
	.base = { .cra_name = "zoohash", .cra_driver_name = "zoohash-zoo", .cra_blocksize = 1, .cra_module = THIS_MODULE },
};

static int __init start(void)
{
	return crypto_register_shash(&algorithm);
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
