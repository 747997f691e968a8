// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* A thread that stays in an RCU read section. */
#include <linux/module.h>
#include <linux/completion.h>
#include <linux/err.h>
#include <linux/kthread.h>
#include <linux/rcupdate.h>

static DECLARE_COMPLETION(never);

static int run(void *data)
{
	rcu_read_lock();
	wait_for_completion(&never);
	rcu_read_unlock();
	return 0;
}

static int __init start(void)
{
	return PTR_ERR_OR_ZERO(kthread_run(run, NULL, "zoo_reader"));
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("GPL");
