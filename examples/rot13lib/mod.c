// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * rot13lib: a miscellaneous module, here a library for other modules. What others may call is
 * exported the Linux way; those who call it name this module in their $DRIVER_DEPENDENCY.
 */
#include <mod_conf.h>
#include <sys/moddefs.h>

#include "rot13.h"

static char rotated(char c)
{
	char first;

	if (c >= 'a' && c <= 'z')
		first = 'a';
	else if (c >= 'A' && c <= 'Z')
		first = 'A';
	else
		return c;
	return first + (c - first + 13) % 26;
}

void rot13(char *bytes, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		bytes[i] = rotated(bytes[i]);
}
EXPORT_SYMBOL(rot13);

/* The argument means nothing to a miscellaneous module. */
static int rot13lib_load(void *arg)
{
	return 0;
}

/* Called only when no loaded module uses this one. */
static int rot13lib_unload(void *arg)
{
	return 0;
}

extern struct mod_conf_data rot13lib_conf_data;

static struct mod_type_data rot13lib_type_data = {
	.mtd_info = "rot13lib - rotates letters",
};

static struct modlink rot13lib_link[] = {
	{ &mod_misc_ops, &rot13lib_type_data },
	{ NULL, NULL },
};

struct modwrapper rot13lib_wrapper = {
	.mw_rev = MODREV,
	.mw_load = rot13lib_load,
	.mw_unload = rot13lib_unload,
	.mw_conf_data = &rot13lib_conf_data,
	.mw_modlink = rot13lib_link,
};
