// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Asked for by device aliases, some shared with modules of the kernel. */
#include <linux/module.h>
#include <linux/pci.h>

static const struct pci_device_id idxpci_ids[] = {
	{ PCI_DEVICE(0x1234, 0x5678) },
	{ PCI_DEVICE(0x8086, 0x100e) }, /* e1000's */
	{ PCI_DEVICE_CLASS(PCI_CLASS_STORAGE_EXPRESS, 0xffffff) },
	{ }
};
MODULE_DEVICE_TABLE(pci, idxpci_ids);
MODULE_ALIAS("idx-pci-alias");
MODULE_ALIAS("idx-pci-[a-f0-9]-class*");
MODULE_ALIAS("idx-pci-unmatched]-*");
MODULE_ALIAS("fs-ext4");
MODULE_ALIAS("fs-ext4");

MODULE_LICENSE("Dual MIT/GPL");
MODULE_DESCRIPTION("index test: device aliases");
