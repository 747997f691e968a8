// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* The only user of some modules of the kernel, so that what frees them in depmod's sort is this. */
#include <linux/module.h>

void lapb_register(void);
void crc7_be(void);
void mac_vmode_to_var(void);
void cfi_cmdset_0020(void);
void drxk_attach(void);
void taprio_offload_get(void);

static int __init idxties_init(void)
{
	lapb_register();
	drxk_attach();
	crc7_be();
	cfi_cmdset_0020();
	taprio_offload_get();
	mac_vmode_to_var();
	return 0;
}
module_init(idxties_init);

MODULE_LICENSE("Dual MIT/GPL");
MODULE_DESCRIPTION("index test: the order of dependencies");
