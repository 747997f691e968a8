// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * hello_native: an ordinary out-of-tree Linux module, without a wrapper. DLKM configures,
 * registers, loads and updates it like any other; its parameters are its tunables.
 */
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/module.h>

static char *greeting = "hello";
module_param(greeting, charp, 0444);
MODULE_PARM_DESC(greeting, "what to say");

static int times = 1;
module_param(times, int, 0644);
MODULE_PARM_DESC(times, "how often to say it");

static void say(const char *to)
{
	int i;

	for (i = 0; i < times; i++)
		pr_info("hello_native: %s, %s\n", greeting, to);
}

static int __init hello_native_init(void)
{
	say("kernel");
	return 0;
}

static void __exit hello_native_exit(void)
{
	say("and goodbye");
}

module_init(hello_native_init);
module_exit(hello_native_exit);

MODULE_DESCRIPTION("an ordinary Linux module");
MODULE_VERSION("1.0");
MODULE_LICENSE("Dual MIT/GPL");
