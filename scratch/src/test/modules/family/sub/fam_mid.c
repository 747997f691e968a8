#include <linux/module.h>

int fam_base_value(void);
int fam_mid_value(void);
int fam_mid_value(void)
{
	return fam_base_value();
}
EXPORT_SYMBOL_GPL(fam_mid_value);

static int __init begin(void)
{
	return fam_base_value();
}

static void __exit end(void)
{
}

module_init(begin);
module_exit(end);
MODULE_LICENSE("GPL");
MODULE_VERSION("@VERSION@");
