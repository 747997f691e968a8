// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* A timer of high resolution that expires once, long before the module goes. */
#include <linux/module.h>
#include <linux/hrtimer.h>
#include <linux/version.h>

static struct hrtimer timer;

static enum hrtimer_restart turn(struct hrtimer *expired)
{
	return HRTIMER_NORESTART;
}

static int __init start(void)
{
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 15, 0)
	hrtimer_setup(&timer, turn, CLOCK_MONOTONIC, HRTIMER_MODE_REL);
#else
	hrtimer_init(&timer, CLOCK_MONOTONIC, HRTIMER_MODE_REL);
	timer.function = turn;
#endif
	hrtimer_start(&timer, ms_to_ktime(10), HRTIMER_MODE_REL);
	return 0;
}

static void __exit stop(void)
{
	hrtimer_cancel(&timer);
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
