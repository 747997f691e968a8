// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* ramdsk: a WSIO block driver without hardware, a disk whose blocks are in memory. */
#include <mod_conf.h>
#include <sys/buf.h>
#include <sys/errno.h>
#include <sys/moddefs.h>
#include <sys/wsio.h>

#include <linux/vmalloc.h>

#include "tune.h" /* the tunable: int ramdsk_blocks */

static char *ramdsk_memory;

static int ramdsk_psize(dev_t dev)
{
	return ramdsk_blocks;
}

/* Memory is moved at once. A driver of hardware would start it here, and end it in its interrupt. */
static int ramdsk_strategy(struct buf *bp)
{
	char *block = ramdsk_memory + ((size_t)bp->b_blkno << DEV_BSHIFT);

	if (bp->b_flags & B_READ)
		memcpy(bp->b_un.b_addr, block, bp->b_bcount);
	else
		memcpy(block, bp->b_un.b_addr, bp->b_bcount);
	biodone(bp);
	return 0;
}

static drv_ops_t ramdsk_ops = {
	.d_strategy = ramdsk_strategy,
	.d_psize = ramdsk_psize,
};

static wsio_drv_info_t ramdsk_wsio = { .drv_ops = &ramdsk_ops };

static int ramdsk_load(void *arg)
{
	ramdsk_memory = vzalloc((size_t)ramdsk_blocks << DEV_BSHIFT);
	if (!ramdsk_memory)
		return ENOMEM;
	ramdsk_wsio.drv_info = arg;
	if (!wsio_install_driver(&ramdsk_wsio)) {
		vfree(ramdsk_memory);
		return ENXIO;
	}
	return 0;
}

static int ramdsk_unload(void *arg)
{
	if (wsio_uninstall_driver(&ramdsk_wsio))
		return ENXIO;
	vfree(ramdsk_memory);
	return 0;
}

extern struct mod_conf_data ramdsk_conf_data;

static struct mod_type_data ramdsk_type_data = {
	.mtd_info = "ramdsk - a disk in memory",
};

static struct modlink ramdsk_link[] = {
	{ &gio_mod_ops, &ramdsk_type_data },
	{ NULL, NULL },
};

struct modwrapper ramdsk_wrapper = {
	.mw_rev = MODREV,
	.mw_load = ramdsk_load,
	.mw_unload = ramdsk_unload,
	.mw_conf_data = &ramdsk_conf_data,
	.mw_modlink = ramdsk_link,
};
