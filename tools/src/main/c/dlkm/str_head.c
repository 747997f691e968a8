// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * The head of a STREAMS driver's stream: what the driver sends up, kept until users read it.
 */
#include <dlkm/str_core.c>

struct dlkm_head {
	struct list_head link;
	struct dlkm_stream stream;
	dev_t dev;
	unsigned int opens;
	bool hungup;
	int error;		/* of an M_ERROR */
	struct mutex ioctl_lock;
	mblk_t *answer;		/* to the ioctl under way */
	unsigned int ioctl_id;
};

static LIST_HEAD(dlkm_heads);
static DEFINE_MUTEX(dlkm_heads_lock);

static struct dlkm_head *dlkm_head_of(queue_t *q)
{
	return container_of(q->q_stream, struct dlkm_head, stream);
}

static void dlkm_head_flush(queue_t *q, mblk_t *mp)
{
	if (*mp->b_rptr & FLUSHR)
		flushq(q, FLUSHALL);
	if (!(*mp->b_rptr & FLUSHW)) {
		freemsg(mp);
		return;
	}
	*mp->b_rptr &= ~FLUSHR;
	qreply(q, mp);
}

static void dlkm_head_answer(struct dlkm_head *head, mblk_t *mp)
{
	struct iocblk *ioc = (struct iocblk *)mp->b_rptr;

	if (head->answer || ioc->ioc_id != head->ioctl_id)
		freemsg(mp);
	else
		head->answer = mp;
}

/* What the driver sends up. */
static int dlkm_head_put(queue_t *q, mblk_t *mp)
{
	struct dlkm_head *head = dlkm_head_of(q);

	switch (DB_TYPE(mp)) {
	case M_DATA:
	case M_PROTO:
	case M_PCPROTO:
		putq(q, mp);
		break;
	case M_FLUSH:
		dlkm_head_flush(q, mp);
		break;
	case M_IOCACK:
	case M_IOCNAK:
		dlkm_head_answer(head, mp);
		break;
	case M_HANGUP:
		WRITE_ONCE(head->hungup, true);
		freemsg(mp);
		break;
	case M_ERROR:
		WRITE_ONCE(head->error, mp->b_rptr < mp->b_wptr ? -(int)*mp->b_rptr : -EIO);
		freemsg(mp);
		break;
	default:
		freemsg(mp);
		break;
	}
	wake_up_interruptible(&head->stream.wait);
	return 0;
}

/* The driver's write queue has room again. */
static int dlkm_head_room(queue_t *q)
{
	wake_up_interruptible(&q->q_stream->wait);
	return 0;
}

static struct module_info dlkm_head_info = {
	.mi_idname = "head", .mi_maxpsz = INFPSZ, .mi_hiwat = 16384, .mi_lowat = 4096
};
static struct qinit dlkm_head_read = { .qi_putp = dlkm_head_put, .qi_minfo = &dlkm_head_info };
static struct qinit dlkm_head_write = { .qi_srvp = dlkm_head_room, .qi_minfo = &dlkm_head_info };

static struct dlkm_head *dlkm_head_new(dev_t dev)
{
	struct dlkm_head *head = kzalloc(sizeof(*head), GFP_KERNEL);
	struct streamtab *tab = &dlkm_streams_info->streamtab;

	if (!head)
		return NULL;
	head->dev = dev;
	mutex_init(&head->ioctl_lock);
	dlkm_stream_init(&head->stream);
	dlkm_init_pair(&head->stream, DLKM_HEAD, &dlkm_head_read, &dlkm_head_write);
	dlkm_init_pair(&head->stream, DLKM_OURS, tab->st_rdinit, tab->st_wrinit);
	dlkm_join(&head->stream, DLKM_HEAD, DLKM_OURS);
	list_add(&head->link, &dlkm_heads);
	return head;
}

static void dlkm_head_free(struct dlkm_head *head)
{
	list_del(&head->link);
	dlkm_stream_empty(&head->stream);
	freemsg(head->answer);
	kfree(head);
}

static struct dlkm_head *dlkm_head_find(dev_t dev)
{
	struct dlkm_head *head;

	list_for_each_entry(head, &dlkm_heads, link) {
		if (head->dev == dev)
			return head;
	}
	return NULL;
}
