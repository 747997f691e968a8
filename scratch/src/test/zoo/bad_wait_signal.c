// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Waits for what never comes, so that a signal can end it. */
#include <linux/module.h>
#include <linux/wait.h>

static DECLARE_WAIT_QUEUE_HEAD(queue);
static bool never;

static int __init start(void)
{
	return wait_event_interruptible(queue, READ_ONCE(never));
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("GPL");
