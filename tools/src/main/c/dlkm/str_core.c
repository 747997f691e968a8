// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * Streams (sys/stream.h): up to three pairs of queues, the head, what the module supplies, and for
 * a STREAMS module the bottom, where its tty is. str_message.c has messages, str_queue.c queues.
 */
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

#include <dlkm/str_message.c>
#include <dlkm/str_queue.c>

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
