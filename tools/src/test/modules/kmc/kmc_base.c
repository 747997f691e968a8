// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Has one of everything that the kernel's loader looks at; the tests damage copies of it. */
#include <linux/device.h>
#include <linux/module.h>
#include <linux/moduleparam.h>
#include <linux/percpu.h>
#include <linux/version.h>

static int number = 4;
module_param(number, int, 0444);
static unsigned char small;
module_param(small, byte, 0444);
static bool flag;
module_param(flag, bool, 0444);
static char *text = "none";
module_param(text, charp, 0444);
static char room[8] = "none";
module_param_string(room, room, sizeof(room), 0444);
static int list[3];
static int listed;
module_param_array(list, int, &listed, 0444);
static unsigned int own;
static int own_set(const char *value, const struct kernel_param *kp)
{
	return kstrtouint(value, 0, &own);
}
static const struct kernel_param_ops own_ops = {
	.set = own_set,
};
module_param_cb(own, &own_ops, NULL, 0);
MODULE_PARM_DESC(own, "a function of the module's own sets it, and no parmtype says so");

static DEFINE_PER_CPU(long, kmc_count);
extern int kmc_nobody_has_this(void) __attribute__((weak));

int kmc_base_call(int a)
{
	this_cpu_inc(kmc_count);
	return a + number + small + flag + room[0] + list[0] + (text ? text[0] : 0);
}
EXPORT_SYMBOL(kmc_base_call);

int kmc_base_gpl(void)
{
	return kmc_nobody_has_this ? 1 : 2;
}
EXPORT_SYMBOL_GPL(kmc_base_gpl);

#ifdef EXPORT_SYMBOL_FOR_MODULES
int kmc_base_named(void)
{
	return number;
}
EXPORT_SYMBOL_FOR_MODULES(kmc_base_named, "kmc_us*,kmc-other");
#endif

static int __init kmc_base_init(void)
{
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 4, 0)
	struct class *class = class_create(THIS_MODULE, "kmc_base");
#else
	struct class *class = class_create("kmc_base");
#endif

	if (IS_ERR(class))
		return PTR_ERR(class);
	class_destroy(class);
	return number == 99 ? -ENXIO : 0;
}

static void __exit kmc_base_exit(void)
{
}

module_init(kmc_base_init);
module_exit(kmc_base_exit);
MODULE_DESCRIPTION("nothing wrong with it");
MODULE_ALIAS("pci:v00008086d0000100Esv*sd*bc*sc*i*");
MODULE_VERSION("1");
MODULE_LICENSE("Dual MIT/GPL");
