// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * Messages, queues and streams (sys/stream.h). A stream is up to three pairs of queues: the head,
 * what the module supplies, and for a STREAMS module the bottom, where its tty is.
 */
#include <linux/refcount.h>
#include <linux/slab.h>
#include <linux/version.h>
#include <linux/workqueue.h>
#include <sys/stream.h>

enum { DLKM_HEAD, DLKM_OURS, DLKM_BOTTOM, DLKM_PAIRS };

struct dlkm_stream {
	struct mutex lock;		/* held by who runs procedures */
	struct task_struct *owner;	/* he */
	spinlock_t queue_lock;		/* the queues' lists and flags */
	struct queue queues[2 * DLKM_PAIRS];
	struct work_struct service;	/* service procedures that others enabled */
	void (*drain)(struct dlkm_stream *stream);	/* takes away what reached an end */
	struct wait_queue_head wait;	/* users at the head */
};

static streams_info_t *dlkm_streams_info;	/* NULL unless installed */

static struct queue *dlkm_rq(struct dlkm_stream *stream, int pair)
{
	return &stream->queues[2 * pair];
}

static struct queue *dlkm_wq(struct dlkm_stream *stream, int pair)
{
	return &stream->queues[2 * pair + 1];
}

mblk_t *allocb(size_t size, unsigned int priority)
{
	gfp_t gfp = priority >= BPRI_HI ? GFP_ATOMIC : GFP_KERNEL;
	mblk_t *mp = kzalloc(sizeof(*mp), gfp);
	dblk_t *data = kmalloc(sizeof(*data) + size, gfp);

	if (!mp || !data) {
		kfree(mp);
		kfree(data);
		return NULL;
	}
	data->db_base = (unsigned char *)(data + 1);
	data->db_lim = data->db_base + size;
	data->db_type = M_DATA;
	refcount_set(&data->db_ref, 1);
	mp->b_datap = data;
	mp->b_rptr = data->db_base;
	mp->b_wptr = data->db_base;
	return mp;
}

mblk_t *dupb(mblk_t *mp)
{
	mblk_t *copy = kzalloc(sizeof(*copy), GFP_ATOMIC);

	if (!copy)
		return NULL;
	refcount_inc(&mp->b_datap->db_ref);
	copy->b_datap = mp->b_datap;
	copy->b_rptr = mp->b_rptr;
	copy->b_wptr = mp->b_wptr;
	copy->b_band = mp->b_band;
	return copy;
}

mblk_t *copyb(mblk_t *mp)
{
	size_t size = mp->b_datap->db_lim - mp->b_datap->db_base;
	mblk_t *copy = allocb(size, BPRI_HI);

	if (!copy)
		return NULL;
	memcpy(copy->b_datap->db_base, mp->b_datap->db_base, size);
	copy->b_datap->db_type = mp->b_datap->db_type;
	copy->b_rptr += mp->b_rptr - mp->b_datap->db_base;
	copy->b_wptr += mp->b_wptr - mp->b_datap->db_base;
	copy->b_band = mp->b_band;
	return copy;
}

/* The message, block by block through one(). */
static mblk_t *dlkm_map_message(mblk_t *mp, mblk_t *(*one)(mblk_t *mp))
{
	mblk_t *head = NULL;
	mblk_t **tail = &head;

	for (; mp; mp = mp->b_cont) {
		*tail = one(mp);
		if (!*tail) {
			freemsg(head);
			return NULL;
		}
		tail = &(*tail)->b_cont;
	}
	return head;
}

mblk_t *dupmsg(mblk_t *mp)
{
	return dlkm_map_message(mp, dupb);
}

mblk_t *copymsg(mblk_t *mp)
{
	return dlkm_map_message(mp, copyb);
}

void freeb(mblk_t *mp)
{
	if (refcount_dec_and_test(&mp->b_datap->db_ref))
		kfree(mp->b_datap);
	kfree(mp);
}

void freemsg(mblk_t *mp)
{
	while (mp) {
		mblk_t *next = mp->b_cont;

		freeb(mp);
		mp = next;
	}
}

void linkb(mblk_t *mp, mblk_t *tail)
{
	while (mp->b_cont)
		mp = mp->b_cont;
	mp->b_cont = tail;
}

mblk_t *unlinkb(mblk_t *mp)
{
	mblk_t *rest = mp->b_cont;

	mp->b_cont = NULL;
	return rest;
}

/* Bytes in the data blocks of the message. */
size_t msgdsize(mblk_t *mp)
{
	size_t size = 0;

	for (; mp; mp = mp->b_cont) {
		if (DB_TYPE(mp) == M_DATA)
			size += mp->b_wptr - mp->b_rptr;
	}
	return size;
}

/* What the message weighs in flow control: all of its bytes. */
static size_t dlkm_weight(mblk_t *mp)
{
	size_t size = 0;

	for (; mp; mp = mp->b_cont)
		size += mp->b_wptr - mp->b_rptr;
	return size;
}

static bool dlkm_urgent(mblk_t *mp)
{
	return DB_TYPE(mp) >= QPCTL;
}

/* Mark for service; true when nobody inside the stream is there to do it. */
static bool dlkm_mark(queue_t *q)
{
	if (!q->q_qinfo->qi_srvp || (q->q_flag & QENAB))
		return false;
	q->q_flag |= QENAB;
	return READ_ONCE(q->q_stream->owner) != current;
}

void qenable(queue_t *q)
{
	unsigned long flags;
	bool work;

	spin_lock_irqsave(&q->q_stream->queue_lock, flags);
	work = dlkm_mark(q);
	spin_unlock_irqrestore(&q->q_stream->queue_lock, flags);
	if (work)
		schedule_work(&q->q_stream->service);
}

/* Put the message behind those of its urgency, or before them (putbq). */
static void dlkm_insert(queue_t *q, mblk_t *mp, bool first)
{
	mblk_t *before = q->q_first;

	while (before && dlkm_urgent(before) && (!dlkm_urgent(mp) || !first))
		before = before->b_next;
	if (!first && !dlkm_urgent(mp))
		before = NULL;
	mp->b_next = before;
	mp->b_prev = before ? before->b_prev : q->q_last;
	if (mp->b_prev)
		mp->b_prev->b_next = mp;
	else
		q->q_first = mp;
	if (before)
		before->b_prev = mp;
	else
		q->q_last = mp;
	q->q_count += dlkm_weight(mp);
	if (q->q_count >= q->q_hiwat)
		q->q_flag |= QFULL;
}

static int dlkm_put_queue(queue_t *q, mblk_t *mp, bool first)
{
	unsigned long flags;
	bool work = false;

	spin_lock_irqsave(&q->q_stream->queue_lock, flags);
	dlkm_insert(q, mp, first);
	if (dlkm_urgent(mp) || ((q->q_flag & QWANTR) && !(q->q_flag & QNOENB)))
		work = dlkm_mark(q);
	spin_unlock_irqrestore(&q->q_stream->queue_lock, flags);
	if (work)
		schedule_work(&q->q_stream->service);
	return 1;
}

int putq(queue_t *q, mblk_t *mp)
{
	return dlkm_put_queue(q, mp, false);
}

int putbq(queue_t *q, mblk_t *mp)
{
	return dlkm_put_queue(q, mp, true);
}

/* Who put into the queue that has room again: the nearest one before it with a service procedure. */
static void dlkm_enable_back(queue_t *q)
{
	while (OTHERQ(q)->q_next) {
		q = OTHERQ(OTHERQ(q)->q_next);
		if (q->q_qinfo->qi_srvp) {
			qenable(q);
			return;
		}
	}
}

mblk_t *getq(queue_t *q)
{
	unsigned long flags;
	bool room = false;
	mblk_t *mp;

	spin_lock_irqsave(&q->q_stream->queue_lock, flags);
	mp = q->q_first;
	if (mp) {
		q->q_first = mp->b_next;
		if (q->q_first)
			q->q_first->b_prev = NULL;
		else
			q->q_last = NULL;
		mp->b_next = NULL;
		q->q_count -= dlkm_weight(mp);
		q->q_flag &= ~QWANTR;
		if (q->q_count < q->q_hiwat)
			q->q_flag &= ~QFULL;
	} else {
		q->q_flag |= QWANTR;
	}
	if (q->q_count <= q->q_lowat && (q->q_flag & QWANTW)) {
		q->q_flag &= ~QWANTW;
		room = true;
	}
	spin_unlock_irqrestore(&q->q_stream->queue_lock, flags);
	if (room)
		dlkm_enable_back(q);
	return mp;
}

/* Whether the next queue that keeps messages has room. */
int canput(queue_t *q)
{
	unsigned long flags;
	int room;

	while (!q->q_qinfo->qi_srvp && q->q_next)
		q = q->q_next;
	spin_lock_irqsave(&q->q_stream->queue_lock, flags);
	room = !(q->q_flag & QFULL);
	if (!room)
		q->q_flag |= QWANTW;
	spin_unlock_irqrestore(&q->q_stream->queue_lock, flags);
	return room;
}

void noenable(queue_t *q)
{
	q->q_flag |= QNOENB;
}

void enableok(queue_t *q)
{
	q->q_flag &= ~QNOENB;
}

void flushq(queue_t *q, int what)
{
	mblk_t *keep = NULL;
	mblk_t *mp;

	while ((mp = getq(q)) != NULL) {
		if (what == FLUSHDATA && DB_TYPE(mp) != M_DATA && DB_TYPE(mp) != M_PROTO) {
			mp->b_next = keep;
			keep = mp;
		} else {
			freemsg(mp);
		}
	}
	while (keep) {
		mp = keep;
		keep = mp->b_next;
		putbq(q, mp);
	}
}

int putctl1(queue_t *q, int type, int parameter)
{
	mblk_t *mp = allocb(1, BPRI_HI);

	if (!mp)
		return 0;
	DB_TYPE(mp) = type;
	*mp->b_wptr++ = parameter;
	put(q, mp);
	return 1;
}

int putctl(queue_t *q, int type)
{
	mblk_t *mp = allocb(0, BPRI_HI);

	if (!mp)
		return 0;
	DB_TYPE(mp) = type;
	put(q, mp);
	return 1;
}

/* The next queue to serve, unmarked. */
static queue_t *dlkm_next_marked(struct dlkm_stream *stream)
{
	queue_t *found = NULL;
	unsigned long flags;
	int i;

	spin_lock_irqsave(&stream->queue_lock, flags);
	for (i = 0; i < 2 * DLKM_PAIRS && !found; i++) {
		if (stream->queues[i].q_flag & QENAB)
			found = &stream->queues[i];
	}
	if (found)
		found->q_flag &= ~QENAB;
	spin_unlock_irqrestore(&stream->queue_lock, flags);
	return found;
}

static void dlkm_stream_lock(struct dlkm_stream *stream)
{
	mutex_lock(&stream->lock);
	WRITE_ONCE(stream->owner, current);
}

/* Run what was enabled, then let go; what is enabled after the last look is left to the work. */
static void dlkm_stream_unlock(struct dlkm_stream *stream)
{
	queue_t *q;

	do {
		while ((q = dlkm_next_marked(stream)) != NULL)
			q->q_qinfo->qi_srvp(q);
		if (stream->drain)
			stream->drain(stream);
		q = dlkm_next_marked(stream);
		if (q)
			q->q_qinfo->qi_srvp(q);
	} while (q);
	WRITE_ONCE(stream->owner, NULL);
	mutex_unlock(&stream->lock);
}

static void dlkm_service(struct work_struct *work)
{
	struct dlkm_stream *stream = container_of(work, struct dlkm_stream, service);

	dlkm_stream_lock(stream);
	dlkm_stream_unlock(stream);
}

static void dlkm_init_queue(struct queue *q, struct dlkm_stream *stream, struct qinit *init,
			    unsigned int flag)
{
	struct module_info *info = init->qi_minfo;

	q->q_qinfo = init;
	q->q_stream = stream;
	q->q_flag = flag | QWANTR;
	q->q_minpsz = info ? info->mi_minpsz : 0;
	q->q_maxpsz = info ? info->mi_maxpsz : INFPSZ;
	q->q_hiwat = info ? info->mi_hiwat : 8192;
	q->q_lowat = info ? info->mi_lowat : 2048;
}

static void dlkm_init_pair(struct dlkm_stream *stream, int pair, struct qinit *read,
			   struct qinit *write)
{
	dlkm_init_queue(dlkm_rq(stream, pair), stream, read, QREADR);
	dlkm_init_queue(dlkm_wq(stream, pair), stream, write, 0);
}

static void dlkm_join(struct dlkm_stream *stream, int upper, int lower)
{
	dlkm_wq(stream, upper)->q_next = dlkm_wq(stream, lower);
	dlkm_rq(stream, lower)->q_next = dlkm_rq(stream, upper);
}

static void dlkm_stream_init(struct dlkm_stream *stream)
{
	mutex_init(&stream->lock);
	spin_lock_init(&stream->queue_lock);
	init_waitqueue_head(&stream->wait);
	INIT_WORK(&stream->service, dlkm_service);
}

/* Open the module's own pair. */
static int dlkm_stream_open(struct dlkm_stream *stream, dev_t *dev, int flags, int sflag)
{
	struct qinit *init = dlkm_streams_info->streamtab.st_rdinit;
	int err = 0;

	dlkm_stream_lock(stream);
	if (init->qi_qopen)
		err = dlkm_errno(init->qi_qopen(dlkm_rq(stream, DLKM_OURS), dev, flags, sflag,
						(cred_t *)current_cred()));
	dlkm_stream_unlock(stream);
	return err;
}

static void dlkm_stream_close(struct dlkm_stream *stream, int flags)
{
	struct qinit *init = dlkm_streams_info->streamtab.st_rdinit;

	dlkm_stream_lock(stream);
	if (init->qi_qclose)
		init->qi_qclose(dlkm_rq(stream, DLKM_OURS), flags, (cred_t *)current_cred());
	dlkm_stream_unlock(stream);
}

/* Nobody uses the stream any more. */
static void dlkm_stream_empty(struct dlkm_stream *stream)
{
	int i;

	for (i = 0; i < 2 * DLKM_PAIRS; i++) {
		if (stream->queues[i].q_qinfo)
			flushq(&stream->queues[i], FLUSHALL);
	}
	cancel_work_sync(&stream->service);
}

int str_install(streams_info_t *info)
{
	if (!info || !info->streamtab.st_rdinit || !info->streamtab.st_wrinit ||
	    !info->streamtab.st_rdinit->qi_putp || !info->streamtab.st_wrinit->qi_putp) {
		pr_err("str_install: streamtab is incomplete\n");
		return EINVAL;
	}
	if (dlkm_streams_info && dlkm_streams_info != info)
		return EEXIST;
	WRITE_ONCE(dlkm_streams_info, info);
	return 0;
}

/*
 * Nothing is taken away here, as _unload() may still refuse; nobody has it open, opens wait.
 */
int str_uninstall(streams_info_t *info)
{
	if (!dlkm_streams_info || dlkm_streams_info != info)
		return EINVAL;
	WRITE_ONCE(dlkm_streams_info, NULL);
	return 0;
}
