// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * PCI cards of WSIO interface drivers: a pci_driver whose table the master file's devices make.
 */
#include <dlkm/wsio_card.c>

static bool dlkm_on_pci;

#ifdef CONFIG_PCI
static void dlkm_pci_off(struct pci_dev *pci, struct isc_table_type *isc)
{
	if (isc->if_reg_ptr)
		pci_iounmap(pci, isc->if_reg_ptr);
	pci_release_regions(pci);
	pci_disable_device(pci);
}

static int dlkm_pci_on(struct pci_dev *pci, struct isc_table_type *isc)
{
	int err = pci_enable_device(pci);

	if (err)
		return err;
	err = pci_request_regions(pci, DLKM_CONF_DATA.mcd_name);
	if (err) {
		pci_disable_device(pci);
		return err;
	}
	isc->linux_pci = pci;
	isc->if_id = (u32)pci->device << 16 | pci->vendor;
	isc->if_reg_size = pci_resource_len(pci, 0);
	if (isc->if_reg_size == 0)
		return 0;
	isc->if_reg_ptr = pci_iomap(pci, 0, 0);
	if (!isc->if_reg_ptr) {
		dlkm_pci_off(pci, isc);
		return -ENOMEM;
	}
	return 0;
}

static int dlkm_pci_probe(struct pci_dev *pci, const struct pci_device_id *id)
{
	struct isc_table_type *isc = dlkm_new_card(MOD_WSIO_PCI, &pci->dev);
	int err;

	if (!isc)
		return -ENOMEM;
	err = dlkm_pci_on(pci, isc);
	if (err)
		goto free;
	pci_set_drvdata(pci, isc);
	err = dlkm_attach(isc);
	if (!err)
		return 0;
	dlkm_pci_off(pci, isc);
free:
	kfree(isc);
	return err;
}

static void dlkm_pci_remove(struct pci_dev *pci)
{
	struct isc_table_type *isc = pci_get_drvdata(pci);

	dlkm_detach(isc);
	dlkm_pci_off(pci, isc);
	kfree(isc);
}

static struct pci_driver dlkm_pci_driver = {
	.name = KBUILD_MODNAME,
	.probe = dlkm_pci_probe,
	.remove = dlkm_pci_remove,
};

static int dlkm_pci_register(void)
{
	int err;

	if (!DLKM_CONF_DATA.mcd_pci_ids)
		return 0;
	dlkm_pci_driver.id_table = DLKM_CONF_DATA.mcd_pci_ids;
	err = pci_register_driver(&dlkm_pci_driver);
	dlkm_on_pci = !err;
	return err;
}

static void dlkm_pci_unregister(void)
{
	if (!dlkm_on_pci)
		return;
	pci_unregister_driver(&dlkm_pci_driver);
	/* The kernel refuses a structure that still has the last life's lists in it. */
	dlkm_pci_driver = (struct pci_driver) {
		.name = KBUILD_MODNAME,
		.probe = dlkm_pci_probe,
		.remove = dlkm_pci_remove,
	};
	dlkm_on_pci = false;
}
#else
static int dlkm_pci_register(void)
{
	return 0;
}

static void dlkm_pci_unregister(void)
{
}
#endif
