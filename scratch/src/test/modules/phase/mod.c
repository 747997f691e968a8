// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * @NAME@: a miscellaneous module that says in which phase it is loaded, for tests of the boot. Its
 * tunable makes the load fail (1), or the kernel panic (2).
 */
#include <mod_conf.h>
#include <sys/moddefs.h>

#include "tune.h" /* int @NAME@_fail */

static int @NAME@_load(void *arg)
{
	if (@NAME@_fail == 2)
		panic("@NAME@ was asked to");
	return @NAME@_fail ? EIO : 0;
}

int @NAME@_install(void);

int @NAME@_install(void)
{
	return @NAME@_load(NULL);
}

static int @NAME@_unload(void *arg)
{
	return 0;
}

extern struct mod_conf_data @NAME@_conf_data;

static struct mod_type_data @NAME@_type_data = {
	.mtd_info = "@NAME@ - loaded at boot",
};

static struct modlink @NAME@_link[] = {
	{ &mod_misc_ops, &@NAME@_type_data },
	{ NULL, NULL },
};

struct modwrapper @NAME@_wrapper = {
	.mw_rev = MODREV,
	.mw_load = @NAME@_load,
	.mw_unload = @NAME@_unload,
	.mw_conf_data = &@NAME@_conf_data,
	.mw_modlink = @NAME@_link,
};
