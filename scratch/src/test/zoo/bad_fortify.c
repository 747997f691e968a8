// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Copies a text into too small a place. */
#include <linux/module.h>
#include <linux/string.h>

static char place[8];
static char *text = "a text that is too long";

static int __init start(void)
{
	OPTIMIZER_HIDE_VAR(text);
	strcpy(place, text);
	return 0;
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("GPL");
