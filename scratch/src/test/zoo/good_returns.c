// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Watches functions of the kernel and returns from them, and reads the counter of a processor. */
#include <linux/module.h>
#include <linux/kprobes.h>
#include <linux/perf_event.h>

static int before(struct kprobe *probe, struct pt_regs *regs)
{
	return 0;
}

static struct kprobe probe = { .symbol_name = "vfs_statx", .pre_handler = before };

static int returned(struct kretprobe_instance *instance, struct pt_regs *regs)
{
	return 0;
}

static struct kretprobe returning = {
	.kp.symbol_name = "vfs_statx",
	.handler = returned,
	.maxactive = 8,
};

static struct perf_event *event;

static int __init start(void)
{
	struct perf_event_attr attributes = {
		.type = PERF_TYPE_SOFTWARE,
		.config = PERF_COUNT_SW_CPU_CLOCK,
		.size = sizeof(attributes),
	};
	int error = register_kprobe(&probe);

	if (error)
		return error;
	error = register_kretprobe(&returning);
	if (error) {
		unregister_kprobe(&probe);
		return error;
	}
	event = perf_event_create_kernel_counter(&attributes, 0, NULL, NULL, NULL);
	return 0;
}

static void __exit stop(void)
{
	if (!IS_ERR(event))
		perf_event_release_kernel(event);
	unregister_kretprobe(&returning);
	unregister_kprobe(&probe);
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("GPL");
