// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* sb_pulse: a native module with functions behind stubs. */
#include <linux/module.h>

#include "Modstub.h"

static unsigned int pokes;
module_param(pokes, uint, 0444);

int sb_add(struct sb_pair pair)
{
	return pair.a + pair.b;
}

const char *sb_text(const char *prefix, size_t length)
{
	return prefix + length;
}

void sb_poke(void)
{
	pokes++;
}

static int __init begin(void)
{
	struct sb_pair one = { 1, 0 };

	return sb_add(one) == 1 ? 0 : -EINVAL; /* its own function, without the stub */
}

static void __exit end(void)
{
}
module_init(begin);
module_exit(end);
MODULE_LICENSE("Dual MIT/GPL");
