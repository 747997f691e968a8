// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * Cards of WSIO interface drivers, of whatever bus: who attaches them (mod_wsio_attach_list_add), who
 * probes them (wsio_register_dev_probe), their interrupts and PCI configuration.
 */
#include <linux/interrupt.h>
#include <linux/io.h>
#include <linux/pci.h>
#include <linux/platform_device.h>

#define DLKM_ATTACHERS 8
#define DLKM_PROBES 8

struct dlkm_probe {
	const char *name;	/* NULL: free */
	wsio_probe_t probe;
	bool active;
};

/* Taken while cards are offered, so that who leaves the list knows that none is being attached. */
static DEFINE_MUTEX(dlkm_cards_lock);
static wsio_attach_t dlkm_attachers[MOD_WSIO_LISTS][DLKM_ATTACHERS];
static LIST_HEAD(dlkm_cards);
static int dlkm_card_number;
static struct dlkm_probe dlkm_probes[DLKM_PROBES];

static bool dlkm_list_known(int list)
{
	if (list == MOD_WSIO_EISA)
		pr_err("there is no EISA on this system\n");
	return list == MOD_WSIO_PCI || list == MOD_WSIO_CORE;
}

/* Put new into the first place of the list that holds old. */
static int dlkm_attacher_set(int list, wsio_attach_t old, wsio_attach_t new)
{
	int result = 1;
	int i;

	if (!dlkm_list_known(list))
		return 1;
	mutex_lock(&dlkm_cards_lock);
	for (i = 0; i < DLKM_ATTACHERS && result; i++) {
		if (dlkm_attachers[list][i] == old) {
			dlkm_attachers[list][i] = new;
			result = 0;
		}
	}
	mutex_unlock(&dlkm_cards_lock);
	return result;
}

int mod_wsio_attach_list_add(int list, wsio_attach_t attach)
{
	return attach ? dlkm_attacher_set(list, NULL, attach) : 1;
}

int mod_wsio_attach_list_remove(int list, wsio_attach_t attach)
{
	return attach ? dlkm_attacher_set(list, attach, NULL) : 1;
}

void isc_claim(struct isc_table_type *isc, wsio_drv_info_t *driver)
{
	isc->if_drv = driver;
}

static irqreturn_t dlkm_interrupt(int irq, void *data)
{
	struct isc_table_type *isc = data;

	return isc->if_isr(isc, isc->if_isr_arg) ? IRQ_HANDLED : IRQ_NONE;
}

static int dlkm_find_irq(struct isc_table_type *isc)
{
	int err;

	if (!isc->linux_pci)
		return platform_get_irq(to_platform_device(isc->linux_dev), 0);
	/* Message interrupts are writes of the card: it must be allowed to be master. */
	pci_set_master(isc->linux_pci);
	err = pci_alloc_irq_vectors(isc->linux_pci, 1, 1, PCI_IRQ_ALL_TYPES);
	return err < 0 ? err : pci_irq_vector(isc->linux_pci, 0);
}

static void dlkm_drop_irq(struct isc_table_type *isc)
{
	if (isc->linux_pci)
		pci_free_irq_vectors(isc->linux_pci);
	isc->if_irq = -1;
}

int wsio_isrlink(struct isc_table_type *isc,
		 int (*isr)(struct isc_table_type *isc, intptr_t arg), intptr_t arg)
{
	int irq;
	int err;

	if (isc->if_irq >= 0)
		return EBUSY;
	irq = dlkm_find_irq(isc);
	if (irq < 0)
		return -irq;
	isc->if_isr = isr;
	isc->if_isr_arg = arg;
	err = request_irq(irq, dlkm_interrupt, IRQF_SHARED, DLKM_CONF_DATA.mcd_name, isc);
	if (err) {
		dlkm_drop_irq(isc);
		return -err;
	}
	isc->if_irq = irq;
	return 0;
}

void wsio_isrunlink(struct isc_table_type *isc)
{
	if (isc->if_irq < 0)
		return;
	free_irq(isc->if_irq, isc);
	dlkm_drop_irq(isc);
}

#define DLKM_PCI_CONFIG(size, linux_size, type) \
	int pci_read_cfg_##size##_isc(struct isc_table_type *isc, int offset, type *value) \
	{ \
		return isc->linux_pci && \
		       !pci_read_config_##linux_size(isc->linux_pci, offset, value) ? 0 : ENXIO; \
	} \
	int pci_write_cfg_##size##_isc(struct isc_table_type *isc, int offset, type value) \
	{ \
		return isc->linux_pci && \
		       !pci_write_config_##linux_size(isc->linux_pci, offset, value) ? 0 : ENXIO; \
	}

DLKM_PCI_CONFIG(uint8, byte, u8)
DLKM_PCI_CONFIG(uint16, word, u16)
DLKM_PCI_CONFIG(uint32, dword, u32)

static struct dlkm_probe *dlkm_find_probe(const char *name)
{
	int i;

	for (i = 0; i < DLKM_PROBES; i++) {
		if (dlkm_probes[i].name && strcmp(dlkm_probes[i].name, name) == 0)
			return &dlkm_probes[i];
	}
	return NULL;
}

int wsio_register_dev_probe(const char *name, wsio_probe_t probe)
{
	int err = ENOSPC;
	int i;

	mutex_lock(&dlkm_cards_lock);
	if (!name || !probe || dlkm_find_probe(name)) {
		err = EINVAL;
		goto out;
	}
	for (i = 0; i < DLKM_PROBES && err; i++) {
		if (!dlkm_probes[i].name) {
			dlkm_probes[i] = (struct dlkm_probe) { name, probe, false };
			err = 0;
		}
	}
out:
	mutex_unlock(&dlkm_cards_lock);
	return err;
}

int wsio_register_probe_func(const char *name, wsio_probe_t probe)
{
	return wsio_register_dev_probe(name, probe);
}

int wsio_activate_probe(const char *name, drv_info_t *driver)
{
	struct isc_table_type *isc;
	struct dlkm_probe *probe;

	mutex_lock(&dlkm_cards_lock);
	probe = dlkm_find_probe(name);
	if (probe && dlkm_takes_drv_info(driver) && !probe->active) {
		probe->active = true;
		list_for_each_entry(isc, &dlkm_cards, if_link)
			probe->probe(isc);
	}
	mutex_unlock(&dlkm_cards_lock);
	return probe ? 0 : ENOENT;
}

int wsio_unregister_dev_probe(const char *name)
{
	struct dlkm_probe *probe;

	mutex_lock(&dlkm_cards_lock);
	probe = dlkm_find_probe(name);
	if (probe)
		*probe = (struct dlkm_probe) { };
	mutex_unlock(&dlkm_cards_lock);
	return probe ? 0 : ENOENT;
}

/* Offer the card to each function of its bus until one claims it. */
static int dlkm_offer(struct isc_table_type *isc)
{
	int err = 0;
	int i;

	for (i = 0; i < DLKM_ATTACHERS && !err && !isc->if_drv; i++) {
		wsio_attach_t attach = dlkm_attachers[isc->bus_type][i];

		if (attach)
			err = dlkm_errno(attach(isc->if_id, isc));
	}
	if (!err && !isc->if_drv)
		err = -ENODEV;
	if (!err && isc->if_init)
		err = dlkm_errno(isc->if_init(isc));
	return err;
}

static int dlkm_attach(struct isc_table_type *isc)
{
	int err;
	int i;

	mutex_lock(&dlkm_cards_lock);
	err = dlkm_offer(isc);
	if (!err) {
		dlkm_card_number++;
		list_add_tail(&isc->if_link, &dlkm_cards);
		for (i = 0; i < DLKM_PROBES; i++) {
			if (dlkm_probes[i].active)
				dlkm_probes[i].probe(isc);
		}
	}
	mutex_unlock(&dlkm_cards_lock);
	if (err)
		wsio_isrunlink(isc);
	return err;
}

/* After _unload() agreed it has cleaned up its cards itself, and must not be asked again. */
static void dlkm_detach(struct isc_table_type *isc)
{
	mutex_lock(&dlkm_cards_lock);
	list_del(&isc->if_link);
	if (READ_ONCE(dlkm_gate) != DLKM_GONE && isc->if_detach)
		isc->if_detach(isc);
	mutex_unlock(&dlkm_cards_lock);
	wsio_isrunlink(isc);
}

static struct isc_table_type *dlkm_new_card(int bus, struct device *device)
{
	struct isc_table_type *isc = kzalloc(sizeof(*isc), GFP_KERNEL);

	if (!isc)
		return NULL;
	isc->bus_type = bus;
	isc->my_isc = dlkm_card_number;
	isc->linux_dev = device;
	isc->if_irq = -1;
	return isc;
}

static bool dlkm_list_used(int list)
{
	bool used = false;
	int i;

	mutex_lock(&dlkm_cards_lock);
	for (i = 0; i < DLKM_ATTACHERS; i++)
		used = used || dlkm_attachers[list][i];
	mutex_unlock(&dlkm_cards_lock);
	return used;
}
