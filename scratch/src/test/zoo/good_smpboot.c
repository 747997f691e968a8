// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* A thread for each processor. */
#include <linux/module.h>
#include <linux/percpu.h>
#include <linux/smpboot.h>

static DEFINE_PER_CPU(struct task_struct *, threads);

static int wanted(unsigned int cpu)
{
	return 0;
}

static void turn(unsigned int cpu)
{
}

static struct smp_hotplug_thread all = {
	.store = &threads,
	.thread_should_run = wanted,
	.thread_fn = turn,
	.thread_comm = "zoo/%u",
};

static int __init start(void)
{
	return smpboot_register_percpu_thread(&all);
}

static void __exit stop(void)
{
	smpboot_unregister_percpu_thread(&all);
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("GPL");
