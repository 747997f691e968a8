// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* sb_wrap: a module of the DLKM interface with a function behind a stub; its unload takes a while. */
#include <mod_conf.h>
#include <sys/moddefs.h>
#include <linux/delay.h>

#include "Modstub.h"

static bool there;

int sb_double(int number)
{
	return there ? 2 * number : -EFAULT;
}

static int sb_wrap_load(void *arg)
{
	there = true;
	return 0;
}

static int sb_wrap_unload(void *arg)
{
	there = false;
	msleep(50);
	return 0;
}

extern struct mod_conf_data sb_wrap_conf_data;

static struct mod_type_data sb_wrap_type_data = {
	.mtd_info = "sb_wrap - called by a stub",
};

static struct modlink sb_wrap_link[] = {
	{ &mod_misc_ops, &sb_wrap_type_data },
	{ NULL, NULL },
};

struct modwrapper sb_wrap_wrapper = {
	.mw_rev = MODREV,
	.mw_load = sb_wrap_load,
	.mw_unload = sb_wrap_unload,
	.mw_conf_data = &sb_wrap_conf_data,
	.mw_modlink = sb_wrap_link,
};
