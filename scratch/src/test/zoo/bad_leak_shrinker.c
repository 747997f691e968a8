// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Leaves a shrinker, which is asked when memory is short. */
#include <linux/module.h>
#include <linux/shrinker.h>
#include <linux/version.h>
static unsigned long count(struct shrinker *shrinker, struct shrink_control *control)
{
	return 0;
}

static unsigned long scan(struct shrinker *shrinker, struct shrink_control *control)
{
	return SHRINK_STOP;
}

#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 7, 0)
static struct shrinker left = { .count_objects = count, .scan_objects = scan, .seeks = 1 };

static int __init start(void)
{
	return register_shrinker(&left, "zoo");
}
#else
static int __init start(void)
{
	struct shrinker *left = shrinker_alloc(0, "zoo");

	if (!left)
		return -ENOMEM;
	left->count_objects = count;
	left->scan_objects = scan;
	shrinker_register(left);
	return 0;
}
#endif

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
