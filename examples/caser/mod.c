// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * caser: a STREAMS module, pushed on a terminal. Letters that pass become capitals.
 */
#include <mod_conf.h>
#include <sys/errno.h>
#include <sys/moddefs.h>
#include <sys/stream.h>

#include <linux/ctype.h>

#include "tune.h"

static void caser_change(mblk_t *mp)
{
	unsigned char *byte;

	for (; mp; mp = mp->b_cont) {
		for (byte = mp->b_rptr; byte < mp->b_wptr; byte++)
			*byte = toupper(*byte);
	}
}

static int caser_read_put(queue_t *q, mblk_t *mp)
{
	if (DB_TYPE(mp) == M_DATA && caser_up)
		caser_change(mp);
	return putnext(q, mp);
}

static int caser_write_put(queue_t *q, mblk_t *mp)
{
	if (DB_TYPE(mp) == M_DATA && caser_down)
		caser_change(mp);
	return putnext(q, mp);
}

static int caser_open(queue_t *q, dev_t *dev, int flags, int sflag, cred_t *credentials)
{
	if (sflag != MODOPEN)
		return EINVAL;
	qprocson(q);
	return 0;
}

static int caser_close(queue_t *q, int flags, cred_t *credentials)
{
	qprocsoff(q);
	return 0;
}

static struct module_info caser_info = {
	.mi_idnum = 1329,
	.mi_idname = "caser",
	.mi_maxpsz = INFPSZ,
	.mi_hiwat = 4096,
	.mi_lowat = 1024,
};

static struct qinit caser_read = {
	.qi_putp = caser_read_put,
	.qi_qopen = caser_open,
	.qi_qclose = caser_close,
	.qi_minfo = &caser_info,
};

static struct qinit caser_write = {
	.qi_putp = caser_write_put,
	.qi_minfo = &caser_info,
};

static streams_info_t caser_streams = {
	.name = "caser",
	.major = -1,
	.streamtab = { &caser_read, &caser_write, NULL, NULL },
	.flags = STR_IS_MODULE | STR_SYSV4_OPEN | MGR_IS_MP,
	.sync_level = SQLVL_QUEUE,
};

/* The static kernel calls this one; there is no more to do when the module is loaded. */
int caser_install(void);

int caser_install(void)
{
	return str_install(&caser_streams);
}

static int caser_load(void *arg)
{
	return caser_install() ? ENXIO : 0;
}

/* Called only when it is pushed nowhere. */
static int caser_unload(void *arg)
{
	return str_uninstall(&caser_streams);
}

extern struct mod_conf_data caser_conf_data;

static struct mod_type_data caser_type_data = {
	.mtd_info = "caser - changes letters to capitals",
	.mtd_pdata = &caser_streams,
};

static struct modlink caser_link[] = {
	{ &str_mod_ops, &caser_type_data },
	{ NULL, NULL },
};

struct modwrapper caser_wrapper = {
	.mw_rev = MODREV,
	.mw_load = caser_load,
	.mw_unload = caser_unload,
	.mw_conf_data = &caser_conf_data,
	.mw_modlink = caser_link,
};
