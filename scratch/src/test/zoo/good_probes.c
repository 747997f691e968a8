// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Probes at the begin, the middle and the return of functions. */
#include <linux/module.h>
#include <linux/kprobes.h>

static int hear(struct kretprobe_instance *instance, struct pt_regs *regs)
{
	return 0;
}

static int before(struct kprobe *probe, struct pt_regs *regs)
{
	return 0;
}

static struct kretprobe at_return = { .handler = hear, .kp.symbol_name = "kernel_clone" };
static struct kprobe at_begin = { .pre_handler = before, .symbol_name = "vfs_read" };
static struct kprobe inside = { .pre_handler = before, .symbol_name = "vfs_write", .offset = 5 };

static int __init start(void)
{
	int result = register_kretprobe(&at_return);

	if (!result)
		result = register_kprobe(&at_begin);
	if (!result && register_kprobe(&inside))
		pr_info("no probe inside\n");
	return result;
}

static void __exit stop(void)
{
	if (inside.addr)
		unregister_kprobe(&inside);
	unregister_kprobe(&at_begin);
	unregister_kretprobe(&at_return);
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("GPL");
