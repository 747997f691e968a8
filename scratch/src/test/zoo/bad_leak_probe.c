// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Leaves a probe. */
#include <linux/kprobes.h>
#include <linux/module.h>

static int before(struct kprobe *probe, struct pt_regs *registers)
{
	return 0;
}

static struct kprobe probe = { .symbol_name = "do_reboot_nothing", .pre_handler = before };

static int __init start(void)
{
	probe.symbol_name = "do_sys_open";
	if (register_kprobe(&probe))
		return -ENOENT;
	return 0;
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
