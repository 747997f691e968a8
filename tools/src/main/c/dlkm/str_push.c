// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * One push of a STREAMS module on a terminal: its stream, and what leaves it at both ends, upwards
 * to n_tty and downwards to the terminal's driver. Included by streams_mod.c.
 */
#include <dlkm/str_core.c>
#include <linux/tty.h>
#include <linux/tty_driver.h>
#include <linux/tty_ldisc.h>

/* How soon again, when n_tty or the terminal's driver had no room. */
#define DLKM_RETRY msecs_to_jiffies(20)
/* b_flag (ours): written by a user, so subject to output processing. */
#define DLKM_USERS 0x8000

/* One push. */
struct dlkm_push {
	struct list_head link;
	struct tty_struct *tty;
	struct dlkm_stream stream;
	struct delayed_work retry;
	bool writing;		/* a user's write is collecting what reaches the bottom */
};

static struct tty_ldisc_ops dlkm_n_tty;	/* what we inherit */
static LIST_HEAD(dlkm_pushes);
static DEFINE_SPINLOCK(dlkm_pushes_lock);

static struct dlkm_push *dlkm_push_of(struct tty_struct *tty)
{
	struct dlkm_push *push;
	struct dlkm_push *found = NULL;

	spin_lock(&dlkm_pushes_lock);
	list_for_each_entry(push, &dlkm_pushes, link) {
		if (push->tty == tty)
			found = push;
	}
	spin_unlock(&dlkm_pushes_lock);
	return found;
}

static int dlkm_end_put(queue_t *q, mblk_t *mp)
{
	if (DB_TYPE(mp) == M_DATA) {
		struct dlkm_push *push = container_of(q->q_stream, struct dlkm_push, stream);

		if (push->writing)
			mp->b_flag |= DLKM_USERS;
		putq(q, mp);
	} else {
		freemsg(mp);
	}
	return 0;
}

static struct module_info dlkm_end_info = {
	.mi_idname = "tty", .mi_maxpsz = INFPSZ, .mi_hiwat = 16384, .mi_lowat = 4096
};
static struct qinit dlkm_end = { .qi_putp = dlkm_end_put, .qi_minfo = &dlkm_end_info };

/* What came up goes to n_tty, as far as it has room; the rest waits. */
static bool dlkm_drain_up(struct dlkm_push *push)
{
	queue_t *q = dlkm_rq(&push->stream, DLKM_HEAD);
	mblk_t *mp;

	while ((mp = getq(q)) != NULL) {
		mblk_t *rest;

		mp->b_rptr += dlkm_n_tty.receive_buf2(push->tty, mp->b_rptr, NULL,
						      mp->b_wptr - mp->b_rptr);
		if (mp->b_rptr < mp->b_wptr) {
			putbq(q, mp);
			return false;
		}
		rest = unlinkb(mp);
		freeb(mp);
		if (rest)
			putbq(q, rest);
	}
	return true;
}

/* Newlines of a user are processed by n_tty when it writes them; here we do it for what it left. */
static size_t dlkm_write_raw(struct tty_struct *tty, mblk_t *mp)
{
	bool process = (mp->b_flag & DLKM_USERS) && O_OPOST(tty) && O_ONLCR(tty);
	unsigned char *newline = process ? memchr(mp->b_rptr, '\n', mp->b_wptr - mp->b_rptr) : NULL;
	int n;

	if (newline == mp->b_rptr && newline) {
		if (tty_write_room(tty) < 2)
			return 0;
		tty->ops->write(tty, "\r\n", 2);
		return 1;
	}
	n = tty->ops->write(tty, mp->b_rptr, (newline ? newline : mp->b_wptr) - mp->b_rptr);
	return n > 0 ? n : 0;
}

/* What went down and no user's write is there to take goes to the driver. */
static bool dlkm_drain_down(struct dlkm_push *push)
{
	queue_t *q = dlkm_wq(&push->stream, DLKM_BOTTOM);
	mblk_t *mp;

	while ((mp = getq(q)) != NULL) {
		mblk_t *rest;
		size_t n;

		while (mp->b_rptr < mp->b_wptr && (n = dlkm_write_raw(push->tty, mp)) > 0)
			mp->b_rptr += n;
		if (mp->b_rptr < mp->b_wptr) {
			putbq(q, mp);
			return false;
		}
		rest = unlinkb(mp);
		if (rest) {
			rest->b_flag |= mp->b_flag & DLKM_USERS;
			putbq(q, rest);
		}
		freeb(mp);
	}
	return true;
}

static void dlkm_drain(struct dlkm_stream *stream)
{
	struct dlkm_push *push = container_of(stream, struct dlkm_push, stream);
	bool done = dlkm_drain_up(push);

	if (!push->writing)
		done = dlkm_drain_down(push) && done;
	if (!done)
		schedule_delayed_work(&push->retry, DLKM_RETRY);
}

static void dlkm_retry(struct work_struct *work)
{
	struct dlkm_push *push = container_of(work, struct dlkm_push, retry.work);

	dlkm_stream_lock(&push->stream);
	dlkm_stream_unlock(&push->stream);
}
