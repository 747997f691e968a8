// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * usage: a limit that can't be set below what is in use, while the module runs. A load takes any,
 * and a place that is read at the load alone.
 */
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/module.h>

static int in_use;
static int usage_limit = 16;

static int set_limit(const char *text, const struct kernel_param *parameter)
{
	int limit;
	int error = kstrtoint(text, 0, &limit);

	if (error)
		return error;
	if (limit < in_use)
		return -EBUSY;
	return param_set_int(text, parameter);
}

static const struct kernel_param_ops limit_operations = {
	.set = set_limit,
	.get = param_get_int,
};
module_param_cb(usage_limit, &limit_operations, &usage_limit, 0644);
__MODULE_PARM_TYPE(usage_limit, "int");

static int usage_place = 1;
module_param(usage_place, int, 0444);

static int __init usage_init(void)
{
	in_use = 8;
	return 0;
}

static void __exit usage_exit(void)
{
}

module_init(usage_init);
module_exit(usage_exit);

MODULE_VERSION("1.0");
MODULE_LICENSE("Dual MIT/GPL");
