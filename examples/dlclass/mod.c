// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * dlclass: a WSIO class driver without hardware. What is written to it goes to the kernel's
 * message buffer; who reads it gets one sentence.
 */
#include <mod_conf.h>
#include <sys/errno.h>
#include <sys/moddefs.h>
#include <sys/uio.h>
#include <sys/wsio.h>

#include <linux/slab.h>

#include "tune.h" /* the tunables: int dlclass_no_unload, dlclass_debug, dlclass_bufsz */

#define SENTENCE "This is the dlclass driver: its code was loaded while the system was running.\n"

static char *dlclass_buffer; /* dlclass_bufsz bytes and a 0 */
static DEFINE_MUTEX(dlclass_buffer_lock);

static int dlclass_open(dev_t dev, int flags, intptr_t dummy, int mode)
{
	if (dlclass_debug > 1)
		msg_printf("dlclass: open of minor %u\n", minor(dev));
	return 0;
}

static int dlclass_close(dev_t dev, int flags, int mode)
{
	if (dlclass_debug > 1)
		msg_printf("dlclass: last close of minor %u\n", minor(dev));
	return 0;
}

static int dlclass_read(dev_t dev, struct uio *uio)
{
	size_t length = strlen(SENTENCE);

	if (uio->uio_offset < 0 || uio->uio_offset >= length)
		return 0; /* nothing moved: the end */
	return uiomove(SENTENCE + uio->uio_offset, length - uio->uio_offset, UIO_READ, uio);
}

static int dlclass_write(dev_t dev, struct uio *uio)
{
	int error = 0;

	mutex_lock(&dlclass_buffer_lock);
	while (uio->uio_resid > 0 && !error) {
		size_t n = min_t(size_t, uio->uio_resid, dlclass_bufsz);

		error = uiomove(dlclass_buffer, n, UIO_WRITE, uio);
		dlclass_buffer[n] = '\0';
		if (!error && dlclass_debug > 0)
			msg_printf("dlclass: %s\n", strim(dlclass_buffer));
	}
	mutex_unlock(&dlclass_buffer_lock);
	return error;
}

static drv_ops_t dlclass_ops = {
	.d_open = dlclass_open,
	.d_close = dlclass_close,
	.d_read = dlclass_read,
	.d_write = dlclass_write,
};

static wsio_drv_data_t dlclass_data = { .drv_path = "dlclass", .drv_type = T_DEVICE };

static wsio_drv_info_t dlclass_wsio = {
	.drv_ops = &dlclass_ops,
	.drv_data = &dlclass_data,
};

static int dlclass_init(void)
{
	if (dlclass_bufsz < 1)
		return EINVAL;
	dlclass_buffer = kmalloc(dlclass_bufsz + 1, GFP_KERNEL);
	return dlclass_buffer ? 0 : ENOMEM;
}

static int dlclass_load(void *arg)
{
	int err = dlclass_init();

	if (err)
		return err;
	dlclass_wsio.drv_info = arg; /* with the majors in it */
	if (!wsio_install_driver(&dlclass_wsio)) {
		kfree(dlclass_buffer);
		return ENXIO;
	}
	return 0;
}

/* Called only when nobody has the device open. */
static int dlclass_unload(void *arg)
{
	if (dlclass_no_unload)
		return EBUSY;
	if (wsio_uninstall_driver(&dlclass_wsio))
		return ENXIO;
	kfree(dlclass_buffer);
	return 0;
}

/* As a part of the static kernel it is entered by dlclass_install, and has a drv_info_t of its own. */
static drv_info_t dlclass_drv_info = {
	.name = "dlclass",
	.class = "pseudo",
	.b_major = -1,
	.c_major = -1,
};

static int (*dlclass_next_init)(void);

static int dlclass_linked_init(void)
{
	int err = dlclass_init();

	return err ? err : dlclass_next_init();
}

int dlclass_install(void);

int dlclass_install(void)
{
	dlclass_next_init = dev_init;
	dev_init = dlclass_linked_init;
	dlclass_wsio.drv_info = &dlclass_drv_info;
	return wsio_install_driver(&dlclass_wsio);
}

extern struct mod_conf_data dlclass_conf_data; /* made by config */

static struct mod_type_data dlclass_type_data = {
	.mtd_info = "dlclass - sample WSIO class pseudo driver",
};

static struct modlink dlclass_link[] = {
	{ &gio_mod_ops, &dlclass_type_data },
	{ NULL, NULL },
};

struct modwrapper dlclass_wrapper = {
	.mw_rev = MODREV,
	.mw_load = dlclass_load,
	.mw_unload = dlclass_unload,
	.mw_conf_data = &dlclass_conf_data,
	.mw_modlink = dlclass_link,
};
