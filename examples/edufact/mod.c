// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * edufact: an interface driver for the PCI card "edu" of QEMU (qemu -device edu). It attaches
 * through the list of loadable drivers, and has entries for users too (a monolithic driver): a
 * number written to /dev/edufact is computed by the card, which interrupts when it is done; its
 * factorial, modulo 2^32, is what the next read gives.
 */
#include <mod_conf.h>
#include <sys/errno.h>
#include <sys/moddefs.h>
#include <sys/wsio.h>

#include <linux/completion.h>
#include <linux/io.h>
#include <linux/mutex.h>

/* The card's registers, as QEMU's documentation of edu names them. */
#define EDU_ID 0x00
#define EDU_FACTORIAL 0x08
#define EDU_STATUS 0x20
#define EDU_STATUS_BUSY 0x01
#define EDU_STATUS_INTERRUPT 0x80
#define EDU_INTERRUPT_STATUS 0x24
#define EDU_INTERRUPT_ACKNOWLEDGE 0x64

static struct isc_table_type *edufact_card; /* the first one; more are not claimed */
static u32 edufact_result;
static DEFINE_MUTEX(edufact_lock);
static DECLARE_COMPLETION(edufact_done);

static int edufact_isr(struct isc_table_type *isc, intptr_t arg)
{
	u32 status = ioread32(isc->if_reg_ptr + EDU_INTERRUPT_STATUS);

	if (!status)
		return 0;
	iowrite32(status, isc->if_reg_ptr + EDU_INTERRUPT_ACKNOWLEDGE);
	complete(&edufact_done);
	return 1;
}

static int edufact_compute(u32 number)
{
	void __iomem *registers;

	if (!edufact_card)
		return ENXIO;
	registers = edufact_card->if_reg_ptr;
	reinit_completion(&edufact_done);
	iowrite32(EDU_STATUS_INTERRUPT, registers + EDU_STATUS);
	iowrite32(number, registers + EDU_FACTORIAL);
	if (!wait_for_completion_timeout(&edufact_done, 5 * HZ))
		return EIO;
	edufact_result = ioread32(registers + EDU_FACTORIAL);
	return 0;
}

static int edufact_write(dev_t dev, struct uio *uio)
{
	char text[16] = "";
	u32 number;
	int error;

	if (uio->uio_resid >= sizeof(text))
		return EINVAL;
	error = uiomove(text, uio->uio_resid, UIO_WRITE, uio);
	if (error || kstrtou32(strim(text), 10, &number))
		return error ? error : EINVAL;
	mutex_lock(&edufact_lock);
	error = edufact_compute(number);
	mutex_unlock(&edufact_lock);
	return error;
}

static int edufact_read(dev_t dev, struct uio *uio)
{
	char text[16];
	size_t length = scnprintf(text, sizeof(text), "%u\n", edufact_result);

	if (uio->uio_offset >= length)
		return 0;
	return uiomove(text + uio->uio_offset, length - uio->uio_offset, UIO_READ, uio);
}

static drv_ops_t edufact_ops = {
	.d_read = edufact_read,
	.d_write = edufact_write,
};

static wsio_drv_data_t edufact_data = { .drv_path = "edufact", .drv_type = T_INTERFACE };

static wsio_drv_info_t edufact_wsio = {
	.drv_ops = &edufact_ops,
	.drv_data = &edufact_data,
};

static int edufact_init(struct isc_table_type *isc)
{
	int error = wsio_isrlink(isc, edufact_isr, 0);

	if (error)
		return error;
	msg_printf("edufact: card %d, version %#x\n", isc->my_isc,
		   ioread32(isc->if_reg_ptr + EDU_ID));
	mutex_lock(&edufact_lock);
	edufact_card = isc;
	mutex_unlock(&edufact_lock);
	return 0;
}

static void edufact_quiet(struct isc_table_type *isc)
{
	mutex_lock(&edufact_lock);
	iowrite32(0, isc->if_reg_ptr + EDU_STATUS);
	wsio_isrunlink(isc);
	edufact_card = NULL;
	mutex_unlock(&edufact_lock);
}

/* The system offers a card that the master file's devices name. */
static int edufact_attach(u32 id, struct isc_table_type *isc)
{
	if (edufact_card || !isc->if_reg_ptr)
		return 0; /* not claimed: it stays free */
	isc->if_detach = edufact_quiet;
	CONNECT_INIT_ROUTINE(isc, edufact_init);
	isc_claim(isc, &edufact_wsio);
	return 0;
}

static int edufact_load(void *arg)
{
	edufact_wsio.drv_info = arg;
	if (!wsio_install_driver(&edufact_wsio))
		return ENXIO;
	if (mod_wsio_attach_list_add(MOD_WSIO_PCI, edufact_attach)) {
		wsio_uninstall_driver(&edufact_wsio);
		return ENXIO;
	}
	return 0;
}

static int edufact_unload(void *arg)
{
	if (mod_wsio_attach_list_remove(MOD_WSIO_PCI, edufact_attach))
		return ENXIO;
	if (wsio_uninstall_driver(&edufact_wsio)) {
		mod_wsio_attach_list_add(MOD_WSIO_PCI, edufact_attach);
		return ENXIO;
	}
	if (edufact_card)
		edufact_quiet(edufact_card);
	return 0;
}

extern struct mod_conf_data edufact_conf_data;

static struct mod_type_data edufact_type_data = {
	.mtd_info = "edufact - QEMU's edu card computes factorials",
};

static struct modlink edufact_link[] = {
	{ &gio_mod_ops, &edufact_type_data },
	{ NULL, NULL },
};

struct modwrapper edufact_wrapper = {
	.mw_rev = MODREV,
	.mw_load = edufact_load,
	.mw_unload = edufact_unload,
	.mw_conf_data = &edufact_conf_data,
	.mw_modlink = edufact_link,
};
