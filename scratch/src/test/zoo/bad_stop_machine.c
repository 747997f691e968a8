// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Stops all processors for good. */
#include <linux/module.h>
#include <linux/stop_machine.h>

static int spin(void *unused)
{
	for (;;)
		cpu_relax();
	return 0;
}

static int __init start(void)
{
	return stop_machine(spin, NULL, NULL);
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("GPL");
