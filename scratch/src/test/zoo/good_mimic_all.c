// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Prints first lines of reports of the kernel, as a driver that quotes them does. */
#include <linux/module.h>

static int __init start(void)
{
	pr_emerg("Kernel panic - not syncing: none\n");
	pr_emerg("watchdog: BUG: soft lockup - CPU#0 stuck for 22s! [x:1]\n");
	pr_err("INFO: task x:12 blocked for more than 120 seconds.\n");
	pr_err("rcu: INFO: rcu_preempt self-detected stall on CPU\n");
	pr_err("sysfs: cannot create duplicate filename '/x'\n");
	pr_err("BUG: scheduling while atomic: x/1/0x00000002\n");
	pr_err("kernel BUG at x.c:12!\n");
	pr_err("iounmap: bad address ffffc9000003f000\n");
	pr_err("irq event 5: bogus return value 2a\n");
	pr_err("UBSAN: shift-out-of-bounds in x.c:1:2\n");
	return 0;
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
