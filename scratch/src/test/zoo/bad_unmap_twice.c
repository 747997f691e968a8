// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Gives back the same device memory twice. */
#include <linux/io.h>
#include <linux/module.h>

static int __init start(void)
{
	void __iomem *clock = ioremap(0xfed00000, 4096);

	if (!clock)
		return -ENOMEM;
	iounmap(clock);
	iounmap(clock);
	return 0;
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
