// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * STREAMS modules: on Linux a terminal's line discipline is what is pushed on a stream, so the
 * module becomes one. It works between user and n_tty for what goes down, and between the
 * terminal's driver and n_tty for what comes up; canonical mode, echo, signals and output
 * processing stay n_tty's. The kernel's reference count of the module counts the pushes.
 */
#include <dlkm/core.c>
#include <dlkm/str_push.c>

#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 6, 0)
typedef u8 dlkm_flag_t;
typedef size_t dlkm_count_t;
#else
typedef char dlkm_flag_t;
typedef int dlkm_count_t;
#endif

static struct tty_ldisc_ops dlkm_ldisc;
static bool dlkm_has_ldisc;

static mblk_t *dlkm_bytes(const unsigned char *bytes, size_t count)
{
	mblk_t *mp = allocb(count, BPRI_MED);

	if (!mp)
		return NULL;
	memcpy(mp->b_wptr, bytes, count);
	mp->b_wptr += count;
	return mp;
}

/* How many of the first bytes came without a parity error, break or overrun; 0: how many with. */
static size_t dlkm_good(const dlkm_flag_t *flags, size_t count)
{
	size_t n = 0;

	if (!flags)
		return count;
	while (n < count && flags[n] == TTY_NORMAL)
		n++;
	return n;
}

static dlkm_count_t dlkm_receive(struct tty_struct *tty, const unsigned char *bytes,
				 const dlkm_flag_t *flags, dlkm_count_t count)
{
	struct dlkm_push *push = dlkm_push_of(tty);
	dlkm_count_t done = 0;
	mblk_t *mp;

	if (!push)
		return dlkm_n_tty.receive_buf2(tty, bytes, flags, count);
	dlkm_stream_lock(&push->stream);
	while (done < count && dlkm_drain_up(push) &&
	       canput(dlkm_rq(&push->stream, DLKM_OURS))) {
		size_t n = dlkm_good(flags ? flags + done : NULL, count - done);

		if (n == 0) {
			/* An error is n_tty's to judge, not the module's. */
			if (dlkm_n_tty.receive_buf2(tty, bytes + done, flags + done, 1) != 1)
				break;
			done++;
			continue;
		}
		mp = dlkm_bytes(bytes + done, n);
		if (!mp)
			break;
		putnext(dlkm_rq(&push->stream, DLKM_BOTTOM), mp);
		done += n;
	}
	dlkm_stream_unlock(&push->stream);
	return done;
}

static void dlkm_receive_all(struct tty_struct *tty, const unsigned char *bytes,
			     const dlkm_flag_t *flags, dlkm_count_t count)
{
	dlkm_receive(tty, bytes, flags, count);
}

/* What the module made of a user's bytes, in order. */
static mblk_t *dlkm_take_bottom(struct dlkm_push *push)
{
	queue_t *q = dlkm_wq(&push->stream, DLKM_BOTTOM);
	mblk_t *all = NULL;
	mblk_t *mp;

	while ((mp = getq(q)) != NULL) {
		if (all)
			linkb(all, mp);
		else
			all = mp;
	}
	return all;
}

/* Through n_tty, outside of the stream: it may sleep, and a signal must be able to come up. */
static mblk_t *dlkm_write_out(struct tty_struct *tty, struct file *file, mblk_t *mp)
{
	while (mp) {
		ssize_t n = mp->b_wptr - mp->b_rptr;
		mblk_t *rest;

		if (n > 0)
			n = dlkm_n_tty.write(tty, file, mp->b_rptr, n);
		if (n > 0)
			mp->b_rptr += n;
		if (mp->b_rptr < mp->b_wptr)
			return mp;
		rest = unlinkb(mp);
		freeb(mp);
		mp = rest;
	}
	return NULL;
}

/* Write what is at the bottom; false when some of it has to wait. */
static bool dlkm_write_bottom(struct dlkm_push *push, struct file *file)
{
	mblk_t *mp;

	for (;;) {
		dlkm_stream_lock(&push->stream);
		mp = dlkm_take_bottom(push);
		dlkm_stream_unlock(&push->stream);
		if (!mp)
			return true;
		mp = dlkm_write_out(push->tty, file, mp);
		if (mp)
			break;
	}
	mp->b_flag |= DLKM_USERS;
	dlkm_stream_lock(&push->stream);
	putbq(dlkm_wq(&push->stream, DLKM_BOTTOM), mp);
	dlkm_stream_unlock(&push->stream);
	return false;
}

/* Wait until the module's write queue has room. */
static int dlkm_await_room(struct dlkm_push *push, struct file *file)
{
	while (!canput(dlkm_wq(&push->stream, DLKM_OURS))) {
		if (file->f_flags & O_NONBLOCK)
			return -EAGAIN;
		if (msleep_interruptible(20))
			return -ERESTARTSYS;
	}
	return 0;
}

/* The user's bytes are taken once they are a message; what can't be written now follows. */
static ssize_t dlkm_write_message(struct dlkm_push *push, struct file *file,
				  const unsigned char *bytes, size_t count)
{
	mblk_t *mp;
	int err;

	if (!dlkm_write_bottom(push, file))
		return signal_pending(current) ? -ERESTARTSYS : -EAGAIN;
	err = dlkm_await_room(push, file);
	if (err)
		return err;
	mp = dlkm_bytes(bytes, count);
	if (!mp)
		return -ENOMEM;
	dlkm_stream_lock(&push->stream);
	putnext(dlkm_wq(&push->stream, DLKM_HEAD), mp);
	dlkm_stream_unlock(&push->stream);
	dlkm_write_bottom(push, file);
	return count;
}

/* The tty lets one writer in at a time. */
static ssize_t dlkm_write(struct tty_struct *tty, struct file *file, const unsigned char *bytes,
			  size_t count)
{
	struct dlkm_push *push = dlkm_push_of(tty);
	ssize_t result;

	if (!push)
		return dlkm_n_tty.write(tty, file, bytes, count);
	dlkm_stream_lock(&push->stream);
	push->writing = true;
	dlkm_stream_unlock(&push->stream);
	result = dlkm_write_message(push, file, bytes, count);
	dlkm_stream_lock(&push->stream);
	push->writing = false;
	dlkm_stream_unlock(&push->stream);
	return result;
}

static void dlkm_flush_buffer(struct tty_struct *tty)
{
	struct dlkm_push *push = dlkm_push_of(tty);

	if (push) {
		dlkm_stream_lock(&push->stream);
		flushq(dlkm_rq(&push->stream, DLKM_HEAD), FLUSHALL);
		dlkm_stream_unlock(&push->stream);
	}
	dlkm_n_tty.flush_buffer(tty);
}

static struct dlkm_push *dlkm_push_new(struct tty_struct *tty)
{
	struct dlkm_push *push = kzalloc(sizeof(*push), GFP_KERNEL);
	struct streamtab *tab = &dlkm_streams_info->streamtab;
	struct dlkm_stream *stream;

	if (!push)
		return NULL;
	stream = &push->stream;
	push->tty = tty;
	INIT_DELAYED_WORK(&push->retry, dlkm_retry);
	dlkm_stream_init(stream);
	stream->drain = dlkm_drain;
	dlkm_init_pair(stream, DLKM_HEAD, &dlkm_end, &dlkm_end);
	dlkm_init_pair(stream, DLKM_OURS, tab->st_rdinit, tab->st_wrinit);
	dlkm_init_pair(stream, DLKM_BOTTOM, &dlkm_end, &dlkm_end);
	dlkm_join(stream, DLKM_HEAD, DLKM_OURS);
	dlkm_join(stream, DLKM_OURS, DLKM_BOTTOM);
	return push;
}

/* n_tty is open below us already. */
static int dlkm_push(struct tty_struct *tty)
{
	dev_t dev = tty_devnum(tty);
	struct dlkm_push *push;
	int err;

	if (!dlkm_streams_info)
		return -ENXIO;
	push = dlkm_push_new(tty);
	if (!push)
		return -ENOMEM;
	err = dlkm_stream_open(&push->stream, &dev, FREAD | FWRITE, MODOPEN);
	if (err) {
		dlkm_stream_empty(&push->stream);
		cancel_delayed_work_sync(&push->retry);
		kfree(push);
		return err;
	}
	spin_lock(&dlkm_pushes_lock);
	list_add(&push->link, &dlkm_pushes);
	spin_unlock(&dlkm_pushes_lock);
	return 0;
}

static int dlkm_ldisc_open(struct tty_struct *tty)
{
	int err = dlkm_enter();

	if (err)
		return err;
	err = dlkm_n_tty.open(tty);
	if (err)
		goto leave;
	err = dlkm_push(tty);
	if (!err)
		return 0;
	dlkm_n_tty.close(tty);
leave:
	dlkm_leave();
	return err;
}

static void dlkm_ldisc_close(struct tty_struct *tty)
{
	struct dlkm_push *push = dlkm_push_of(tty);

	dlkm_stream_close(&push->stream, FREAD | FWRITE);
	spin_lock(&dlkm_pushes_lock);
	list_del(&push->link);
	spin_unlock(&dlkm_pushes_lock);
	dlkm_stream_empty(&push->stream);
	cancel_delayed_work_sync(&push->retry);
	kfree(push);
	dlkm_n_tty.close(tty);
	dlkm_leave();
}

static void dlkm_make_ldisc(void)
{
	n_tty_inherit_ops(&dlkm_n_tty);
	dlkm_ldisc = dlkm_n_tty;
	dlkm_ldisc.owner = THIS_MODULE;
	dlkm_ldisc.name = (char *)DLKM_CONF_DATA.mcd_name;
	dlkm_ldisc.open = dlkm_ldisc_open;
	dlkm_ldisc.close = dlkm_ldisc_close;
	dlkm_ldisc.write = dlkm_write;
	dlkm_ldisc.flush_buffer = dlkm_flush_buffer;
	dlkm_ldisc.receive_buf = dlkm_receive_all;
	dlkm_ldisc.receive_buf2 = dlkm_receive;
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 1, 0)
	/* It judges bytes that the module may change. */
	dlkm_ldisc.lookahead_buf = NULL;
#endif
}

#if LINUX_VERSION_CODE >= KERNEL_VERSION(5, 14, 0)
static int dlkm_register_ldisc(void)
{
	dlkm_ldisc.num = DLKM_CONF_DATA.mcd_ldisc;
	return tty_register_ldisc(&dlkm_ldisc);
}

static void dlkm_unregister_ldisc(void)
{
	tty_unregister_ldisc(&dlkm_ldisc);
}
#else
static int dlkm_register_ldisc(void)
{
	return tty_register_ldisc(DLKM_CONF_DATA.mcd_ldisc, &dlkm_ldisc);
}

static void dlkm_unregister_ldisc(void)
{
	tty_unregister_ldisc(DLKM_CONF_DATA.mcd_ldisc);
}
#endif

static int dlkm_reserve(void **arg)
{
	*arg = NULL;
	return 0;
}

static int dlkm_connect(void)
{
	int err;

	if (!dlkm_streams_info) {
		pr_err("_load didn't call str_install\n");
		return -ENXIO;
	}
	dlkm_make_ldisc();
	err = dlkm_register_ldisc();
	dlkm_has_ldisc = !err;
	return err;
}

static void dlkm_release(void)
{
	if (dlkm_has_ldisc)
		dlkm_unregister_ldisc();
	dlkm_has_ldisc = false;
	dlkm_streams_info = NULL;
}
