// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* A periodic high-resolution timer outlives its module. */
#include <linux/hrtimer.h>
#include <linux/module.h>

static struct hrtimer timer;

static enum hrtimer_restart tick(struct hrtimer *unused)
{
	hrtimer_forward_now(&timer, ms_to_ktime(5000));
	return HRTIMER_RESTART;
}

static int __init start(void)
{
	hrtimer_init(&timer, CLOCK_MONOTONIC, HRTIMER_MODE_REL);
	timer.function = tick;
	hrtimer_start(&timer, ms_to_ktime(5000), HRTIMER_MODE_REL);
	return 0;
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
