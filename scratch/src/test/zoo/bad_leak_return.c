// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Leaves a probe at the return of a function. */
#include <linux/module.h>
#include <linux/kprobes.h>

static int hear(struct kretprobe_instance *instance, struct pt_regs *regs)
{
	return 0;
}

static struct kretprobe probe = { .handler = hear, .kp.symbol_name = "kernel_clone" };

static int __init start(void)
{
	return register_kretprobe(&probe);
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("GPL");
