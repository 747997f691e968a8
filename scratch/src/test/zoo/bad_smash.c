// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Writes beyond an array on its stack. */
#include <linux/module.h>
#include <linux/string.h>

static int __init start(void)
{
	char bytes[32];
	char *end = bytes;

	OPTIMIZER_HIDE_VAR(end);
	memset(end, 0x55, 48);
	return 0;
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("GPL");
