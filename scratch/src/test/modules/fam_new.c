#include <linux/module.h>
#include <linux/crc-itu-t.h>

int fam_base_value(void);
int fam_new_value(void);
int fam_new_value(void)
{
	return fam_base_value() + crc_itu_t(0, NULL, 0);
}
EXPORT_SYMBOL_GPL(fam_new_value);

MODULE_LICENSE("GPL");
