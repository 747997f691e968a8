#include <linux/module.h>

int fam_mid_value(void);

static int level;
module_param(level, int, 0444);

static int __init begin(void)
{
	return @RETURN@ fam_mid_value();
}

static void __exit end(void)
{
}

module_init(begin);
module_exit(end);
MODULE_LICENSE("GPL");
MODULE_VERSION("@VERSION@");
