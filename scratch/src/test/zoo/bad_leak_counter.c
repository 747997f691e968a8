// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Leaves a counter of events that calls it. */
#include <linux/module.h>
#include <linux/err.h>
#include <linux/perf_event.h>

static struct perf_event *counter;

static void full(struct perf_event *event, struct perf_sample_data *data, struct pt_regs *registers)
{
}

static struct perf_event_attr kind = {
	.type = PERF_TYPE_SOFTWARE,
	.config = PERF_COUNT_SW_CPU_CLOCK,
	.size = sizeof(kind),
	.sample_period = 100 * NSEC_PER_MSEC,
};

static int __init start(void)
{
	counter = perf_event_create_kernel_counter(&kind, 0, NULL, full, NULL);
	return PTR_ERR_OR_ZERO(counter);
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
