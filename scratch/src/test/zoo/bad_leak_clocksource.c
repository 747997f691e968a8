// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Leaves a clock. */
#include <linux/module.h>
#include <linux/clocksource.h>

static u64 now(struct clocksource *unused)
{
	return 0;
}

static struct clocksource clock = {
	.name = "zoo",
	.rating = 1,
	.read = now,
	.mask = CLOCKSOURCE_MASK(32),
};

static int __init start(void)
{
	return clocksource_register_hz(&clock, 1000000);
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("GPL");
