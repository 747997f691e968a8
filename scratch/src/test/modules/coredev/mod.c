// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * coredev: an interface driver of a core device that it makes itself. Its ioctls answer how often its
 * functions were called; who writes to it makes it ready to be read.
 */
#include <mod_conf.h>
#include <sys/errno.h>
#include <sys/moddefs.h>
#include <sys/uio.h>
#include <sys/wsio.h>

#include <linux/platform_device.h>

struct coredev_pair {
	int number;
	int twice;
};

#define COREDEV_DOUBLE _IOWR('w', 1, struct coredev_pair)
#define COREDEV_CARDS _IOR('w', 2, int)
#define COREDEV_PROBED _IOR('w', 3, int)
#define COREDEV_PLAIN _IO('w', 4)

static struct platform_device *coredev_device;
static int coredev_cards;
static int coredev_probed;
static bool coredev_filled;
static drv_info_t *coredev_info;

static int coredev_probe(struct isc_table_type *isc)
{
	coredev_probed += isc->bus_type == MOD_WSIO_CORE ? 1 : 100;
	return 0;
}

static int coredev_ioctl(dev_t dev, int cmd, caddr_t arg, int flags)
{
	struct coredev_pair *pair = (void *)arg;

	switch (cmd) {
	case COREDEV_DOUBLE:
		pair->twice = 2 * pair->number;
		return 0;
	case COREDEV_CARDS:
		*(int *)arg = coredev_cards;
		return 0;
	case COREDEV_PROBED:
		*(int *)arg = coredev_probed;
		return 0;
	case COREDEV_PLAIN:
		return *(long *)arg == 7 ? wsio_activate_probe("coredev", coredev_info) : EDOM;
	}
	return EINVAL;
}

static int coredev_select(dev_t dev, int which)
{
	return which == FWRITE || (which == FREAD && coredev_filled);
}

static int coredev_read(dev_t dev, struct uio *uio)
{
	coredev_filled = false;
	return 0;
}

static int coredev_write(dev_t dev, struct uio *uio)
{
	coredev_filled = true;
	uio->uio_resid = 0;
	wsio_selwakeup(coredev_info);
	return 0;
}

static drv_ops_t coredev_ops = {
	.d_read = coredev_read,
	.d_write = coredev_write,
	.d_ioctl = coredev_ioctl,
	.d_select = coredev_select,
};

static wsio_drv_data_t coredev_data = { .drv_path = "coredev", .drv_type = T_INTERFACE };

static wsio_drv_info_t coredev_wsio = {
	.drv_ops = &coredev_ops,
	.drv_data = &coredev_data,
};

static int coredev_attach(u32 id, struct isc_table_type *isc)
{
	coredev_cards++;
	isc_claim(isc, &coredev_wsio);
	return 0;
}

static int coredev_load(void *arg)
{
	coredev_wsio.drv_info = coredev_info = arg;
	if (!wsio_install_driver(&coredev_wsio))
		return ENXIO;
	if (wsio_register_probe_func("coredev", coredev_probe) ||
	    wsio_register_dev_probe("coredev", coredev_probe) != EINVAL || /* there is one */
	    mod_wsio_attach_list_add(MOD_WSIO_CORE, coredev_attach))
		return ENXIO;
	coredev_device = platform_device_register_simple("coredev", PLATFORM_DEVID_NONE, NULL, 0);
	if (IS_ERR(coredev_device))
		return -PTR_ERR(coredev_device);
	return 0;
}

static int coredev_unload(void *arg)
{
	if (mod_wsio_attach_list_remove(MOD_WSIO_CORE, coredev_attach) ||
	    wsio_unregister_dev_probe("coredev") || wsio_uninstall_driver(&coredev_wsio))
		return ENXIO;
	platform_device_unregister(coredev_device);
	return 0;
}

extern struct mod_conf_data coredev_conf_data;

static struct mod_type_data coredev_type_data = { .mtd_info = "coredev - a core device" };

static struct modlink coredev_link[] = {
	{ &gio_mod_ops, &coredev_type_data },
	{ NULL, NULL },
};

struct modwrapper coredev_wrapper = {
	.mw_rev = MODREV,
	.mw_load = coredev_load,
	.mw_unload = coredev_unload,
	.mw_conf_data = &coredev_conf_data,
	.mw_modlink = coredev_link,
};
