// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Needs nothing and offers nothing: only its dependency line is in the index. */
#include <linux/module.h>

static int __init idxplain_init(void) { return 0; }
static void __exit idxplain_exit(void) { }

module_init(idxplain_init);
module_exit(idxplain_exit);
MODULE_LICENSE("Dual MIT/GPL");
MODULE_DESCRIPTION("index test: nothing but itself");
