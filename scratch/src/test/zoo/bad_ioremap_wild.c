// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Maps an address that no machine has. */
#include <linux/module.h>
#include <linux/io.h>

static int __init start(void)
{
	void __iomem *p = ioremap(0x7fffffffff000000ULL, PAGE_SIZE);

	if (p)
		iounmap(p);
	return 0;
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("GPL");
