// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Sets the clock a year ahead, and back. */
#include <linux/module.h>
#include <linux/timekeeping.h>

static int __init start(void)
{
	struct timespec64 now;

	ktime_get_real_ts64(&now);
	now.tv_sec += 366 * 86400;
	do_settimeofday64(&now);
	return 0;
}

static void __exit stop(void)
{
	struct timespec64 now;

	ktime_get_real_ts64(&now);
	now.tv_sec -= 366 * 86400;
	do_settimeofday64(&now);
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("GPL");
