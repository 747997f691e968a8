/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * STREAMS: messages, queues, and the registration of drivers and modules. A small core: one
 * stream runs one procedure at a time, in process context. putq(), qenable(), allocb() with
 * BPRI_HI and freemsg() may be called from any context (a timer, an interrupt); putnext() and
 * qreply() only from put and service procedures.
 */
#ifndef DLKM_SYS_STREAM_H
#define DLKM_SYS_STREAM_H

#include <sys/moddefs.h>
#include <sys/types.h>

struct dlkm_stream;

typedef struct datab {
	unsigned char *db_base;
	unsigned char *db_lim;
	unsigned char db_type;
	refcount_t db_ref;	/* messages that share the data */
} dblk_t;

typedef struct msgb {
	struct msgb *b_next;	/* in a queue */
	struct msgb *b_prev;
	struct msgb *b_cont;	/* the next block of this message */
	unsigned char *b_rptr;
	unsigned char *b_wptr;
	dblk_t *b_datap;
	unsigned char b_band;
	unsigned short b_flag;
} mblk_t;

#define DB_TYPE(mp) ((mp)->b_datap->db_type)

/* Message types; those from QPCTL on pass by what waits in queues. */
#define M_DATA 0x00
#define M_PROTO 0x01
#define M_BREAK 0x08
#define M_DELAY 0x0c
#define M_CTL 0x0d
#define M_IOCTL 0x0e
#define M_SETOPTS 0x10
#define QPCTL 0x80
#define M_IOCACK 0x81
#define M_IOCNAK 0x82
#define M_PCPROTO 0x83
#define M_FLUSH 0x86
#define M_HANGUP 0x89
#define M_ERROR 0x8a

/* First byte of an M_FLUSH. */
#define FLUSHR 0x01
#define FLUSHW 0x02
#define FLUSHRW (FLUSHR | FLUSHW)
/* What flushq() throws away. */
#define FLUSHDATA 0
#define FLUSHALL 1

/* An M_IOCTL is one of these, its data in the next block; so is its answer. */
struct iocblk {
	int ioc_cmd;
	unsigned int ioc_id;
	size_t ioc_count;
	int ioc_error;
	int ioc_rval;
	cred_t *ioc_cr;
};

struct module_info {
	unsigned short mi_idnum;
	char *mi_idname;
	long mi_minpsz;
	long mi_maxpsz;
	unsigned long mi_hiwat;
	unsigned long mi_lowat;
};

#define INFPSZ (-1)

typedef struct queue queue_t;

struct qinit {
	int (*qi_putp)(queue_t *q, mblk_t *mp);
	int (*qi_srvp)(queue_t *q);
	/* sflag: 0, MODOPEN or CLONEOPEN; 0 or an errno */
	int (*qi_qopen)(queue_t *q, dev_t *dev, int flags, int sflag, cred_t *credentials);
	int (*qi_qclose)(queue_t *q, int flags, cred_t *credentials);
	int (*qi_qadmin)(void);		/* not used */
	struct module_info *qi_minfo;
	void *qi_mstat;			/* not used */
};

struct queue {
	struct qinit *q_qinfo;
	mblk_t *q_first;
	mblk_t *q_last;
	struct queue *q_next;
	void *q_ptr;			/* the module's own */
	unsigned long q_count;		/* bytes in it */
	unsigned int q_flag;
	long q_minpsz;
	long q_maxpsz;
	unsigned long q_hiwat;
	unsigned long q_lowat;
	struct dlkm_stream *q_stream;	/* the system's */
};

#define QENAB 0x01	/* service procedure to be called */
#define QWANTR 0x02	/* its reader found it empty */
#define QWANTW 0x04	/* a writer found it full */
#define QFULL 0x08
#define QREADR 0x10	/* the read queue of its pair */
#define QNOENB 0x20

#define MODOPEN 1
#define CLONEOPEN 2

struct streamtab {
	struct qinit *st_rdinit;
	struct qinit *st_wrinit;
	struct qinit *st_muxrinit;	/* not used */
	struct qinit *st_muxwinit;	/* not used */
};

/* Flags of streams_info_t; only the last one has a meaning on Linux. */
#define STR_IS_DEVICE 0x01
#define STR_IS_MODULE 0x02
#define STR_SYSV4_OPEN 0x04
#define MGR_IS_MP 0x08
/* Ours: each open is a stream of its own, opened with CLONEOPEN. */
#define STR_CLONE_OPEN 0x100

/* Levels of synchronisation; on Linux a stream runs one procedure at a time whatever they say. */
#define SQLVL_DEFAULT 0
#define SQLVL_QUEUE 1
#define SQLVL_QUEUEPAIR 2
#define SQLVL_MODULE 3
#define SQLVL_ELSEWHERE 4
#define SQLVL_GLOBAL 5

typedef struct streams_info {
	char *name;
	int major;
	struct streamtab streamtab;
	unsigned int flags;
	int sync_level;
	char *sync_info;
} streams_info_t;

int str_install(streams_info_t *info);		/* 0 or an errno */
int str_uninstall(streams_info_t *info);	/* 0 or an errno */

#define BPRI_LO 1
#define BPRI_MED 2
#define BPRI_HI 3	/* never sleeps */

mblk_t *allocb(size_t size, unsigned int priority);
mblk_t *dupb(mblk_t *mp);
mblk_t *dupmsg(mblk_t *mp);
mblk_t *copyb(mblk_t *mp);
mblk_t *copymsg(mblk_t *mp);
void freeb(mblk_t *mp);
void freemsg(mblk_t *mp);
void linkb(mblk_t *mp, mblk_t *tail);
mblk_t *unlinkb(mblk_t *mp);
size_t msgdsize(mblk_t *mp);

int putq(queue_t *q, mblk_t *mp);
int putbq(queue_t *q, mblk_t *mp);
mblk_t *getq(queue_t *q);
int canput(queue_t *q);
void qenable(queue_t *q);
void noenable(queue_t *q);
void enableok(queue_t *q);
void flushq(queue_t *q, int what);
int putctl(queue_t *q, int type);
int putctl1(queue_t *q, int type, int parameter);

static inline queue_t *RD(queue_t *q)
{
	return q->q_flag & QREADR ? q : q - 1;
}

static inline queue_t *WR(queue_t *q)
{
	return q->q_flag & QREADR ? q + 1 : q;
}

static inline queue_t *OTHERQ(queue_t *q)
{
	return q->q_flag & QREADR ? q + 1 : q - 1;
}

static inline int put(queue_t *q, mblk_t *mp)
{
	return q->q_qinfo->qi_putp(q, mp);
}

static inline int putnext(queue_t *q, mblk_t *mp)
{
	return put(q->q_next, mp);
}

static inline int canputnext(queue_t *q)
{
	return canput(q->q_next);
}

static inline int qreply(queue_t *q, mblk_t *mp)
{
	return putnext(OTHERQ(q), mp);
}

static inline void qprocson(queue_t *q)
{
}

static inline void qprocsoff(queue_t *q)
{
}

#endif
