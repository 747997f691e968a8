// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Leaves a breakpoint on a variable that nobody touches. */
#include <linux/module.h>
#include <linux/hw_breakpoint.h>
#include <linux/perf_event.h>

static int quiet;

static void hit(struct perf_event *event, struct perf_sample_data *data, struct pt_regs *registers)
{
}

static int __init start(void)
{
	struct perf_event_attr attributes;

	hw_breakpoint_init(&attributes);
	attributes.bp_addr = (unsigned long)&quiet;
	attributes.bp_len = HW_BREAKPOINT_LEN_4;
	attributes.bp_type = HW_BREAKPOINT_W;
	return PTR_ERR_OR_ZERO((void __force *)register_wide_hw_breakpoint(&attributes, hit, NULL));
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
