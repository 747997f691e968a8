// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* @NAME@: a miscellaneous module whose wrapper has another revision, link or _unload than usual. */
#include <mod_conf.h>
#include <sys/moddefs.h>

static int @NAME@_load(void *arg)
{
	msg_printf("@NAME@: loaded\n");
	return 0;
}

static int __maybe_unused @NAME@_unload(void *arg)
{
	return 0;
}

extern struct mod_conf_data @NAME@_conf_data;

static struct mod_type_data @NAME@_type_data = {
	.mtd_info = "@NAME@ - an odd wrapper",
};

static struct modlink @NAME@_link[] = {
	{ &@OPS@, &@NAME@_type_data },
	{ NULL, NULL },
};

struct modwrapper @NAME@_wrapper = {
	.mw_rev = @REV@,
	.mw_load = @NAME@_load,
	.mw_unload = @UNLOAD@,
	.mw_conf_data = &@NAME@_conf_data,
	.mw_modlink = @NAME@_link,
};
