// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * So big that the tables of its pages get memory that was the kernel's own data until it had
 * started.
 */
#include <linux/module.h>
#include <linux/string.h>

static char room[30 << 20];

static int __init start(void)
{
	memset(room, 1, sizeof(room));
	return 0;
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
