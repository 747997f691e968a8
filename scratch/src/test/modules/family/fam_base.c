#include <linux/module.h>

int fam_base_value(void);
int fam_base_value(void)
{
	return 0;
}
EXPORT_SYMBOL_GPL(fam_base_value);

static int __init begin(void)
{
	return 0;
}

static void __exit end(void)
{
}

module_init(begin);
module_exit(end);
MODULE_LICENSE("GPL");
MODULE_VERSION("@VERSION@");
