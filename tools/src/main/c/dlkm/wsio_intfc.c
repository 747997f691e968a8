// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * WSIO interface drivers: attach functions called for the cards of a bus. PCI cards come through
 * a pci_driver (wsio_pci.c), core devices through a platform driver of the module's name. A driver
 * that has entries for users too is a character device as well.
 */
#include <dlkm/core.c>
#include <dlkm/wsio_install.c>
#include <dlkm/wsio_pci.c>

static bool dlkm_on_core;

static int dlkm_core_probe(struct platform_device *platform)
{
	struct isc_table_type *isc = dlkm_new_card(MOD_WSIO_CORE, &platform->dev);
	struct resource *memory = platform_get_resource(platform, IORESOURCE_MEM, 0);
	int err;

	if (!isc)
		return -ENOMEM;
	if (memory) {
		isc->if_reg_size = resource_size(memory);
		isc->if_reg_ptr = ioremap(memory->start, isc->if_reg_size);
	}
	platform_set_drvdata(platform, isc);
	err = dlkm_attach(isc);
	if (err) {
		if (isc->if_reg_ptr)
			iounmap(isc->if_reg_ptr);
		kfree(isc);
	}
	return err;
}

static void dlkm_core_removed(struct platform_device *platform)
{
	struct isc_table_type *isc = platform_get_drvdata(platform);

	dlkm_detach(isc);
	if (isc->if_reg_ptr)
		iounmap(isc->if_reg_ptr);
	kfree(isc);
}

#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 11, 0)
#define dlkm_core_remove dlkm_core_removed
#else
static int dlkm_core_remove(struct platform_device *platform)
{
	dlkm_core_removed(platform);
	return 0;
}
#endif

static struct platform_driver dlkm_core_driver = {
	.driver = { .name = KBUILD_MODNAME },
	.probe = dlkm_core_probe,
	.remove = dlkm_core_remove,
};

static int dlkm_core_register(void)
{
	int err = platform_driver_register(&dlkm_core_driver);

	dlkm_on_core = !err;
	return err;
}

static void dlkm_core_unregister(void)
{
	if (!dlkm_on_core)
		return;
	platform_driver_unregister(&dlkm_core_driver);
	dlkm_core_driver = (struct platform_driver) {
		.driver = { .name = KBUILD_MODNAME },
		.probe = dlkm_core_probe,
		.remove = dlkm_core_remove,
	};
	dlkm_on_core = false;
}

static int dlkm_reserve(void **arg)
{
	dlkm_make_drv_info();
	*arg = &dlkm_drv_info;
	return DLKM_CONF_DATA.mcd_c_major < 0 ? 0 : dlkm_reserve_major();
}

static int dlkm_connect(void)
{
	int err = 0;

	if (dlkm_list_used(MOD_WSIO_PCI))
		err = dlkm_pci_register();
	if (!err && dlkm_list_used(MOD_WSIO_CORE))
		err = dlkm_core_register();
	return err ? err : dlkm_connect_driver();
}

static void dlkm_release(void)
{
	dlkm_pci_unregister();
	dlkm_core_unregister();
	dlkm_release_driver();
	memset(dlkm_attachers, 0, sizeof(dlkm_attachers));
	memset(dlkm_probes, 0, sizeof(dlkm_probes));
	dlkm_card_number = 0;
}
