// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Prints whole reports of the kernel, with the lines that follow their first ones. */
#include <linux/module.h>

static int __init start(void)
{
	pr_err("INFO: task x:12 blocked for more than 120 seconds.\n");
	pr_err("task:x               state:D stack:    0 pid:   12 ppid:     1 flags:0x00004000\n");
	pr_err("rcu: INFO: rcu_preempt self-detected stall on CPU\n");
	pr_err("rcu: \t0-....: (5249 ticks this GP) idle=1/0/0 softirq=1/1 fqs=2\n");
	pr_err("BUG: using smp_processor_id() in preemptible [00000000] code: x/1\n");
	dump_stack();
	pr_err("sysfs: cannot create duplicate filename '/x'\n");
	dump_stack();
	pr_err("unregister_netdevice: waiting for eth0 to become free. Usage count = 1\n");
	pr_err("VFS: Busy inodes after unmount of sda1\n");
	return 0;
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
