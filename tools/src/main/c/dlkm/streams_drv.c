// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * STREAMS drivers: a character device whose head makes messages of what users write, and bytes
 * of what the driver sends up. Opens of one minor share a stream, unless the driver clones.
 */
#include <dlkm/core.c>
#include <dlkm/chardev.c>
#include <dlkm/str_head.c>

#define DLKM_IOCTL_SECONDS 15

static int dlkm_make_disk(unsigned int minor, const char *name)
{
	return 0;
}

static void dlkm_drop_disk(unsigned int minor)
{
}

static int dlkm_head_open(struct file *file)
{
	bool clone = dlkm_streams_info->flags & STR_CLONE_OPEN;
	struct dlkm_head *head = clone ? NULL : dlkm_head_find(dlkm_dev(file));
	int err;

	if (!head)
		head = dlkm_head_new(dlkm_dev(file));
	if (!head)
		return -ENOMEM;
	err = dlkm_stream_open(&head->stream, &head->dev, dlkm_flags(file),
			       clone ? CLONEOPEN : 0);
	if (err && head->opens == 0)
		dlkm_head_free(head);
	if (err)
		return err;
	head->opens++;
	file->private_data = head;
	return 0;
}

static int dlkm_str_open(struct inode *inode, struct file *file)
{
	int err = dlkm_enter();

	if (err)
		return err;
	mutex_lock(&dlkm_heads_lock);
	err = dlkm_streams_info ? dlkm_head_open(file) : -ENXIO;
	mutex_unlock(&dlkm_heads_lock);
	if (err)
		dlkm_leave();
	else
		dlkm_count_once();
	return err;
}

static int dlkm_str_release(struct inode *inode, struct file *file)
{
	struct dlkm_head *head = file->private_data;

	mutex_lock(&dlkm_heads_lock);
	if (--head->opens == 0) {
		dlkm_stream_close(&head->stream, dlkm_flags(file));
		dlkm_head_free(head);
	}
	mutex_unlock(&dlkm_heads_lock);
	dlkm_count_twice();
	dlkm_leave();
	return 0;
}

/* One message of the user's bytes, not larger than the driver takes. */
static mblk_t *dlkm_head_message(struct dlkm_head *head, struct iov_iter *iter)
{
	long most = dlkm_wq(&head->stream, DLKM_OURS)->q_maxpsz;
	size_t size = min_t(size_t, iov_iter_count(iter), most > 0 ? most : 4096);
	mblk_t *mp = allocb(size, BPRI_MED);

	if (!mp)
		return NULL;
	if (copy_from_iter(mp->b_wptr, size, iter) != size) {
		freemsg(mp);
		return NULL;
	}
	mp->b_wptr += size;
	return mp;
}

static bool dlkm_head_writable(struct dlkm_head *head)
{
	return canput(dlkm_wq(&head->stream, DLKM_OURS)) || READ_ONCE(head->hungup) ||
	       READ_ONCE(head->error);
}

static int dlkm_head_await_room(struct dlkm_head *head, struct file *file)
{
	if (!dlkm_head_writable(head)) {
		if (file->f_flags & O_NONBLOCK)
			return -EAGAIN;
		if (wait_event_interruptible(head->stream.wait, dlkm_head_writable(head)))
			return -ERESTARTSYS;
	}
	if (READ_ONCE(head->error))
		return head->error;
	return READ_ONCE(head->hungup) ? -EIO : 0;
}

static ssize_t dlkm_str_write(struct kiocb *kiocb, struct iov_iter *iter)
{
	struct dlkm_head *head = kiocb->ki_filp->private_data;
	size_t wanted = iov_iter_count(iter);
	int err = 0;

	while (iov_iter_count(iter) > 0) {
		mblk_t *mp;

		err = dlkm_head_await_room(head, kiocb->ki_filp);
		if (err)
			break;
		mp = dlkm_head_message(head, iter);
		if (!mp) {
			err = -EFAULT;
			break;
		}
		dlkm_stream_lock(&head->stream);
		putnext(dlkm_wq(&head->stream, DLKM_HEAD), mp);
		dlkm_stream_unlock(&head->stream);
	}
	return iov_iter_count(iter) < wanted ? wanted - iov_iter_count(iter) : err;
}

static bool dlkm_head_readable(struct dlkm_head *head)
{
	return READ_ONCE(dlkm_rq(&head->stream, DLKM_HEAD)->q_first) ||
	       READ_ONCE(head->hungup) || READ_ONCE(head->error);
}

/* Bytes of one message; what doesn't fit stays first in the queue. False: the user's memory. */
static bool dlkm_head_take(struct dlkm_head *head, mblk_t *mp, struct iov_iter *iter)
{
	while (mp) {
		size_t n = min_t(size_t, mp->b_wptr - mp->b_rptr, iov_iter_count(iter));
		size_t moved = copy_to_iter(mp->b_rptr, n, iter);
		mblk_t *rest;

		mp->b_rptr += moved;
		if (mp->b_rptr < mp->b_wptr) {
			putbq(dlkm_rq(&head->stream, DLKM_HEAD), mp);
			return moved == n;
		}
		rest = unlinkb(mp);
		freeb(mp);
		mp = rest;
	}
	return true;
}

static ssize_t dlkm_str_read(struct kiocb *kiocb, struct iov_iter *iter)
{
	struct dlkm_head *head = kiocb->ki_filp->private_data;
	size_t wanted = iov_iter_count(iter);
	bool good = true;
	mblk_t *mp;

	while (good && wanted > 0 && iov_iter_count(iter) == wanted) {
		if (!dlkm_head_readable(head) && (kiocb->ki_filp->f_flags & O_NONBLOCK))
			return -EAGAIN;
		if (wait_event_interruptible(head->stream.wait, dlkm_head_readable(head)))
			return -ERESTARTSYS;
		if (READ_ONCE(head->error))
			return head->error;
		dlkm_stream_lock(&head->stream);
		while (good && iov_iter_count(iter) > 0 &&
		       (mp = getq(dlkm_rq(&head->stream, DLKM_HEAD))) != NULL)
			good = dlkm_head_take(head, mp, iter);
		dlkm_stream_unlock(&head->stream);
		if (READ_ONCE(head->hungup))
			break;
	}
	return good || iov_iter_count(iter) < wanted ? wanted - iov_iter_count(iter) : -EFAULT;
}

static __poll_t dlkm_str_poll(struct file *file, struct poll_table_struct *table)
{
	struct dlkm_head *head = file->private_data;
	__poll_t mask = 0;

	poll_wait(file, &head->stream.wait, table);
	if (dlkm_head_readable(head))
		mask |= EPOLLIN | EPOLLRDNORM;
	if (dlkm_head_writable(head))
		mask |= EPOLLOUT | EPOLLWRNORM;
	if (READ_ONCE(head->hungup))
		mask |= EPOLLHUP;
	if (READ_ONCE(head->error))
		mask |= EPOLLERR;
	return mask;
}

/* The M_IOCTL of a command, with the structure that the user's argument points to. */
static mblk_t *dlkm_ioctl_message(unsigned int command, void __user *user)
{
	size_t size = _IOC_DIR(command) == _IOC_NONE ? 0 : _IOC_SIZE(command);
	mblk_t *mp = allocb(sizeof(struct iocblk), BPRI_MED);
	mblk_t *data = allocb(size, BPRI_MED);
	struct iocblk *ioc;

	if (!mp || !data)
		goto fail;
	memset(data->b_wptr, 0, size);
	if ((_IOC_DIR(command) & _IOC_WRITE) && copy_from_user(data->b_wptr, user, size))
		goto fail;
	data->b_wptr += size;
	DB_TYPE(mp) = M_IOCTL;
	ioc = (struct iocblk *)mp->b_wptr;
	*ioc = (struct iocblk) { .ioc_cmd = command, .ioc_count = size };
	ioc->ioc_cr = (cred_t *)current_cred();
	mp->b_wptr += sizeof(*ioc);
	linkb(mp, data);
	return mp;
fail:
	freemsg(mp);
	freemsg(data);
	return NULL;
}

static long dlkm_ioctl_result(mblk_t *answer, unsigned int command, void __user *user)
{
	struct iocblk *ioc = (struct iocblk *)answer->b_rptr;
	mblk_t *data = answer->b_cont;
	size_t size = data ? data->b_wptr - data->b_rptr : 0;

	if (DB_TYPE(answer) == M_IOCNAK)
		return ioc->ioc_error ? dlkm_errno(ioc->ioc_error) : -EINVAL;
	if (ioc->ioc_error)
		return dlkm_errno(ioc->ioc_error);
	size = min_t(size_t, size, _IOC_SIZE(command));
	if ((_IOC_DIR(command) & _IOC_READ) && size > 0 && copy_to_user(user, data->b_rptr, size))
		return -EFAULT;
	return ioc->ioc_rval;
}

static long dlkm_str_ioctl(struct file *file, unsigned int command, unsigned long argument)
{
	struct dlkm_head *head = file->private_data;
	mblk_t *mp = dlkm_ioctl_message(command, (void __user *)argument);
	mblk_t *answer;
	long result;

	if (!mp)
		return -EFAULT;
	mutex_lock(&head->ioctl_lock);
	dlkm_stream_lock(&head->stream);
	((struct iocblk *)mp->b_rptr)->ioc_id = ++head->ioctl_id;
	putnext(dlkm_wq(&head->stream, DLKM_HEAD), mp);
	dlkm_stream_unlock(&head->stream);
	result = wait_event_interruptible_timeout(head->stream.wait, READ_ONCE(head->answer),
						  DLKM_IOCTL_SECONDS * HZ);
	dlkm_stream_lock(&head->stream);
	answer = head->answer;
	head->answer = NULL;
	head->ioctl_id++;
	dlkm_stream_unlock(&head->stream);
	if (answer)
		result = dlkm_ioctl_result(answer, command, (void __user *)argument);
	else
		result = result ? result : -ETIME;
	freemsg(answer);
	mutex_unlock(&head->ioctl_lock);
	return result;
}

static const struct file_operations dlkm_str_fops = {
	.owner = THIS_MODULE,
	.open = dlkm_str_open,
	.release = dlkm_str_release,
	.read_iter = dlkm_str_read,
	.write_iter = dlkm_str_write,
	.unlocked_ioctl = dlkm_str_ioctl,
#ifdef CONFIG_COMPAT
	.compat_ioctl = compat_ptr_ioctl,
#endif
	.poll = dlkm_str_poll,
};

static int dlkm_reserve(void **arg)
{
	dlkm_make_drv_info();
	*arg = &dlkm_drv_info;
	return dlkm_reserve_major();
}

static int dlkm_connect(void)
{
	int err;

	if (!dlkm_streams_info) {
		pr_err("_load didn't call str_install\n");
		return -ENXIO;
	}
	err = dlkm_make_cdev(&dlkm_str_fops);
	return err ? err : dlkm_make_nodes();
}

static void dlkm_release(void)
{
	dlkm_release_device();
	dlkm_streams_info = NULL;
}
