// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Leaves a callback for processors that come and go. */
#include <linux/module.h>
#include <linux/cpuhotplug.h>
static int hear(unsigned int processor)
{
	return 0;
}

static int __init start(void)
{
	int state = cpuhp_setup_state(CPUHP_AP_ONLINE_DYN, "zoo/hotplug", hear, hear);

	return state < 0 ? state : 0;
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
