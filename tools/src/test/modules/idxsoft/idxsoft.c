// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Wants others loaded before and after it, which is no dependency. */
#include <linux/module.h>

MODULE_SOFTDEP("pre: crypto-crc32c idxplain post: loop");
MODULE_SOFTDEP("post: idx-user");

MODULE_LICENSE("Dual MIT/GPL");
MODULE_DESCRIPTION("index test: soft dependencies");
