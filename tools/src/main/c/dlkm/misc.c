// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Miscellaneous modules: all is the module's own business; only dependents keep it loaded. */
#include <dlkm/core.c>

static int dlkm_reserve(void **arg)
{
	*arg = NULL;
	return 0;
}

static int dlkm_connect(void)
{
	return 0;
}

static void dlkm_release(void)
{
}
