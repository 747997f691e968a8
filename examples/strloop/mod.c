// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * strloop: a STREAMS driver. Each open is a stream of its own; what is written to it comes back
 * to its reader, through service procedures and flow control.
 */
#include <mod_conf.h>
#include <sys/errno.h>
#include <sys/moddefs.h>
#include <sys/stream.h>
#include <sys/wsio.h>

static int strloop_opens; /* ever; counts up the minors of the clones */

static int strloop_open(queue_t *q, dev_t *dev, int flags, int sflag, cred_t *credentials)
{
	if (sflag != CLONEOPEN)
		return EINVAL;
	*dev = MKDEV(major(*dev), ++strloop_opens);
	return 0;
}

static int strloop_close(queue_t *q, int flags, cred_t *credentials)
{
	return 0;
}

static void strloop_flush(queue_t *q, mblk_t *mp)
{
	if (*mp->b_rptr & FLUSHW)
		flushq(q, FLUSHALL);
	*mp->b_rptr &= ~FLUSHW;
	if (*mp->b_rptr & FLUSHR)
		qreply(q, mp);
	else
		freemsg(mp);
}

static int strloop_write_put(queue_t *q, mblk_t *mp)
{
	switch (DB_TYPE(mp)) {
	case M_DATA:
		putq(q, mp);
		break;
	case M_FLUSH:
		strloop_flush(q, mp);
		break;
	case M_IOCTL:
		DB_TYPE(mp) = M_IOCNAK;
		qreply(q, mp);
		break;
	default:
		freemsg(mp);
		break;
	}
	return 0;
}

/* Up again, as far as the reader keeps up. */
static int strloop_write_service(queue_t *q)
{
	mblk_t *mp;

	while ((mp = getq(q)) != NULL) {
		if (!canputnext(RD(q))) {
			putbq(q, mp);
			break;
		}
		qreply(q, mp);
	}
	return 0;
}

/* The reader has room again. */
static int strloop_read_service(queue_t *q)
{
	qenable(WR(q));
	return 0;
}

static int strloop_read_put(queue_t *q, mblk_t *mp)
{
	return putnext(q, mp);
}

static struct module_info strloop_info = {
	.mi_idnum = 1330,
	.mi_idname = "strloop",
	.mi_maxpsz = 1024,
	.mi_hiwat = 8192,
	.mi_lowat = 1024,
};

static struct qinit strloop_read = {
	.qi_putp = strloop_read_put,
	.qi_srvp = strloop_read_service,
	.qi_qopen = strloop_open,
	.qi_qclose = strloop_close,
	.qi_minfo = &strloop_info,
};

static struct qinit strloop_write = {
	.qi_putp = strloop_write_put,
	.qi_srvp = strloop_write_service,
	.qi_minfo = &strloop_info,
};

static streams_info_t strloop_streams = {
	.name = "strloop",
	.major = -1,
	.streamtab = { &strloop_read, &strloop_write, NULL, NULL },
	.flags = STR_IS_DEVICE | STR_SYSV4_OPEN | MGR_IS_MP | STR_CLONE_OPEN,
	.sync_level = SQLVL_QUEUE,
};

static int strloop_load(void *arg)
{
	drv_info_t *info = arg;

	strloop_streams.major = info->c_major;
	return str_install(&strloop_streams);
}

static int strloop_unload(void *arg)
{
	return str_uninstall(&strloop_streams);
}

extern struct mod_conf_data strloop_conf_data;

static struct mod_type_data strloop_type_data = {
	.mtd_info = "strloop - STREAMS loop-back driver",
	.mtd_pdata = &strloop_streams,
};

static struct modlink strloop_link[] = {
	{ &str_drv_ops, &strloop_type_data },
	{ NULL, NULL },
};

struct modwrapper strloop_wrapper = {
	.mw_rev = MODREV,
	.mw_load = strloop_load,
	.mw_unload = strloop_unload,
	.mw_conf_data = &strloop_conf_data,
	.mw_modlink = strloop_link,
};
