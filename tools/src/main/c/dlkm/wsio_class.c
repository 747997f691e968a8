// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* WSIO class drivers: the majors are taken before _load(), which gets them in its drv_info_t. */
#include <dlkm/core.c>
#include <dlkm/wsio_install.c>

static int dlkm_reserve(void **arg)
{
	dlkm_make_drv_info();
	*arg = &dlkm_drv_info;
	return dlkm_reserve_major();
}

static int dlkm_connect(void)
{
	if (!dlkm_driver) {
		pr_err("_load didn't call wsio_install_driver\n");
		return -ENXIO;
	}
	return dlkm_connect_driver();
}

static void dlkm_release(void)
{
	dlkm_release_driver();
}
