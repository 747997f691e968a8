// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Loaded when its device node is opened. */
#include <linux/module.h>

MODULE_ALIAS("char-major-240-*");
MODULE_ALIAS("devname:idx/node");
MODULE_ALIAS("char-major-240-7");
MODULE_ALIAS("char-major-240-8");

MODULE_LICENSE("Dual MIT/GPL");
MODULE_DESCRIPTION("index test: a device node by name and number");
