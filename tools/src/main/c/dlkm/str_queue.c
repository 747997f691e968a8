// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * Queues of a stream: order, flow control, and who is served next. Included by str_core.c, which has
 * struct dlkm_stream.
 */
#include <linux/workqueue.h>

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
