// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Sleeps in the function of a timer that runs with interrupts off. */
#include <linux/module.h>
#include <linux/hrtimer.h>
#include <linux/delay.h>

static struct hrtimer timer;

static enum hrtimer_restart tick(struct hrtimer *unused)
{
	msleep(10);
	return HRTIMER_NORESTART;
}

static int __init start(void)
{
	hrtimer_init(&timer, CLOCK_MONOTONIC, HRTIMER_MODE_REL);
	timer.function = tick;
	hrtimer_start(&timer, ktime_set(1, 0), HRTIMER_MODE_REL);
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
