// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * How WSIO drivers come and go: wsio_install_driver() says which entries there are, hence which kinds of
 * device; when the module is connected users come through them.
 */
#include <dlkm/wsio_char.c>
#include <dlkm/wsio_block.c>

/* A block driver's character devices are raw disks: they carry bytes. */
static bool dlkm_has_entries(drv_ops_t *ops)
{
	if (!ops)
		return false;
	if (ops->d_strategy)
		return ops->d_read || ops->d_write;
	return ops->d_open || ops->d_read || ops->d_write || ops->d_ioctl;
}

/* Take the majors of the devices that there will be, give back one that was taken in vain. */
static int dlkm_choose_majors(drv_ops_t *ops)
{
	int err = ops && ops->d_strategy ? dlkm_reserve_block(ops) : 0;

	if (err)
		return err;
	if (dlkm_has_entries(ops))
		return dlkm_reserve_major();
	if (ops && ops->d_strategy) {
		dlkm_release_major();
		dlkm_drv_info.c_major = -1;
		dlkm_drv_info.flags &= ~DRV_CHAR;
	}
	return 0;
}

int wsio_install_driver(wsio_drv_info_t *driver)
{
	if (!driver || !dlkm_takes_drv_info(driver->drv_info)) {
		pr_err("wsio_install_driver: drv_info is not the one that _load got\n");
		return 0;
	}
	if (dlkm_driver && dlkm_driver != driver) {
		pr_err("wsio_install_driver: another driver is installed\n");
		return 0;
	}
	if (dlkm_choose_majors(driver->drv_ops))
		return 0;
	dlkm_takes_drv_info(driver->drv_info);
	WRITE_ONCE(dlkm_driver, driver);
	return 1;
}

/*
 * Nothing leaves /dev here: _unload() may still refuse, and then nobody shall have seen a gap.
 * Nobody has the device open, and opens wait.
 */
int wsio_uninstall_driver(wsio_drv_info_t *driver)
{
	if (!dlkm_driver || dlkm_driver != driver)
		return 1;
	WRITE_ONCE(dlkm_driver, NULL);
	return 0;
}

/* Users come through here from now on; the gate still holds them. */
static int dlkm_connect_driver(void)
{
	bool entries = dlkm_driver && dlkm_has_entries(dlkm_ops());
	int err = entries ? dlkm_make_cdev(&dlkm_fops) : 0;

	if (err || !(entries || dlkm_has_disks()))
		return err;
	return dlkm_make_nodes();
}

static void dlkm_release_driver(void)
{
	dlkm_release_device();
	dlkm_release_block();
	dlkm_driver = NULL;
}
