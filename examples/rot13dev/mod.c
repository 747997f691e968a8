// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * rot13dev: keeps what was last written to it and gives it back rotated by 13 places. The work is
 * rot13lib's, which this module depends on: loading rot13dev loads rot13lib first, and rot13lib
 * can't be unloaded while rot13dev is there.
 */
#include <mod_conf.h>
#include <sys/errno.h>
#include <sys/moddefs.h>
#include <sys/wsio.h>

#include <linux/slab.h>

#include "rot13.h"
#include "tune.h"

static char *rot13dev_text;
static size_t rot13dev_length;
static DEFINE_MUTEX(rot13dev_lock);

static int rot13dev_read(dev_t dev, struct uio *uio)
{
	int error = 0;

	mutex_lock(&rot13dev_lock);
	if (uio->uio_offset < rot13dev_length)
		error = uiomove(rot13dev_text + uio->uio_offset,
				rot13dev_length - uio->uio_offset, UIO_READ, uio);
	mutex_unlock(&rot13dev_lock);
	return error;
}

static int rot13dev_write(dev_t dev, struct uio *uio)
{
	size_t n = uio->uio_resid;
	int error;

	if (n > rot13dev_size)
		return ENOSPC;
	mutex_lock(&rot13dev_lock);
	error = uiomove(rot13dev_text, n, UIO_WRITE, uio);
	rot13dev_length = error ? 0 : n;
	rot13(rot13dev_text, rot13dev_length);
	mutex_unlock(&rot13dev_lock);
	return error;
}

static drv_ops_t rot13dev_ops = {
	.d_read = rot13dev_read,
	.d_write = rot13dev_write,
};

static wsio_drv_info_t rot13dev_wsio = { .drv_ops = &rot13dev_ops };

static int rot13dev_load(void *arg)
{
	rot13dev_length = 0;
	rot13dev_text = kmalloc(rot13dev_size, GFP_KERNEL);
	if (!rot13dev_text)
		return ENOMEM;
	rot13dev_wsio.drv_info = arg;
	if (!wsio_install_driver(&rot13dev_wsio)) {
		kfree(rot13dev_text);
		return ENXIO;
	}
	return 0;
}

static int rot13dev_unload(void *arg)
{
	if (wsio_uninstall_driver(&rot13dev_wsio))
		return ENXIO;
	kfree(rot13dev_text);
	return 0;
}

extern struct mod_conf_data rot13dev_conf_data;

static struct mod_type_data rot13dev_type_data = {
	.mtd_info = "rot13dev - gives back rotated text",
};

static struct modlink rot13dev_link[] = {
	{ &gio_mod_ops, &rot13dev_type_data },
	{ NULL, NULL },
};

struct modwrapper rot13dev_wrapper = {
	.mw_rev = MODREV,
	.mw_load = rot13dev_load,
	.mw_unload = rot13dev_unload,
	.mw_conf_data = &rot13dev_conf_data,
	.mw_modlink = rot13dev_link,
};
