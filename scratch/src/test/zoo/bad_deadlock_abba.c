// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Two threads take two mutexes in opposite order. */
#include <linux/delay.h>
#include <linux/kthread.h>
#include <linux/module.h>
#include <linux/mutex.h>

static DEFINE_MUTEX(a);
static DEFINE_MUTEX(b);

static int first(void *unused)
{
	mutex_lock(&a);
	msleep(100);
	mutex_lock(&b);
	mutex_unlock(&b);
	mutex_unlock(&a);
	return 0;
}

static int second(void *unused)
{
	mutex_lock(&b);
	msleep(100);
	mutex_lock(&a);
	mutex_unlock(&a);
	mutex_unlock(&b);
	return 0;
}

static int __init start(void)
{
	__module_get(THIS_MODULE);
	kthread_run(first, NULL, "abba_first");
	kthread_run(second, NULL, "abba_second");
	return 0;
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
