// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Uses symbols of idxlib; the dash in its name is an underscore in the index. */
#include <linux/module.h>

int idxlib_read(void);
int idxlib_write(void);

static int __init idx_user_init(void) { return idxlib_read() - idxlib_write() + 1; }
static void __exit idx_user_exit(void) { }

module_init(idx_user_init);
module_exit(idx_user_exit);
MODULE_LICENSE("Dual MIT/GPL");
MODULE_DESCRIPTION("index test: uses symbols of another module of ours");
