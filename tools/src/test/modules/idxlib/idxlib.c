// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Supplies symbols to idx-user. */
#include <linux/module.h>

int idxlib_read(void);
int idxlib_write(void);

int idxlib_read(void) { return 1; }
EXPORT_SYMBOL(idxlib_read);

int idxlib_write(void) { return 2; }
EXPORT_SYMBOL_GPL(idxlib_write);

MODULE_LICENSE("Dual MIT/GPL");
MODULE_DESCRIPTION("index test: supplies symbols");
