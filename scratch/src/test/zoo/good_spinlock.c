// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Holds a spin lock for a while. */
#include <linux/delay.h>
#include <linux/module.h>
#include <linux/spinlock.h>

static DEFINE_SPINLOCK(lock);

static int __init start(void)
{
	spin_lock(&lock);
	mdelay(100);
	spin_unlock(&lock);
	return 0;
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
