// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Keeps a lock that its unload wants. */
#include <linux/module.h>
#include <linux/mutex.h>

static DEFINE_MUTEX(lock);

static int __init start(void)
{
	mutex_lock(&lock);
	return 0;
}

static void __exit stop(void)
{
	mutex_lock(&lock);
	mutex_unlock(&lock);
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
