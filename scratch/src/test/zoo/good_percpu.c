// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Much memory for each processor. */
#include <linux/module.h>
#include <linux/percpu.h>

static void __percpu *all[64];

static int __init start(void)
{
	int i;

	for (i = 0; i < 64; i++)
		all[i] = __alloc_percpu(16384, 64);
	return 0;
}

static void __exit stop(void)
{
	int i;

	for (i = 0; i < 64; i++)
		free_percpu(all[i]);
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("GPL");
