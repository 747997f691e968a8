// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * WSIO drivers with entries for users: the driver's entries behind a character device.
 */
#include <dlkm/chardev.c>
#include <dlkm/wsio_driver.c>

static struct dlkm_minor dlkm_minors[DLKM_MINORS];
static DECLARE_WAIT_QUEUE_HEAD(dlkm_select_wait);

static struct dlkm_minor *dlkm_minor_of(struct file *file)
{
	return &dlkm_minors[iminor(file_inode(file)) % DLKM_MINORS];
}

static struct dlkm_access dlkm_access_of(struct file *file)
{
	return (struct dlkm_access) { dlkm_dev(file), dlkm_flags(file), S_IFCHR };
}

static int dlkm_open(struct inode *inode, struct file *file)
{
	int err = dlkm_enter();

	if (err)
		return err;
	err = dlkm_minor_open(dlkm_minor_of(file), dlkm_access_of(file));
	if (err)
		dlkm_leave();
	else
		dlkm_count_once();
	return err;
}

static int dlkm_release_file(struct inode *inode, struct file *file)
{
	int err = dlkm_minor_put(dlkm_minor_of(file), dlkm_access_of(file), true);

	dlkm_count_twice();
	dlkm_leave();
	return err;
}

/* A transfer that moved something before it was interrupted has moved it. */
static ssize_t dlkm_transfer(struct kiocb *kiocb, struct iov_iter *iter,
			     int (*entry)(dev_t dev, struct uio *uio))
{
	struct uio uio = {
		.uio_resid = iov_iter_count(iter),
		.uio_offset = kiocb->ki_pos,
		.uio_fpflags = dlkm_flags(kiocb->ki_filp),
		.uio_iter = iter,
	};
	size_t wanted = uio.uio_resid;
	int err;

	if (!entry)
		return -ENODEV;
	err = dlkm_errno(entry(dlkm_dev(kiocb->ki_filp), &uio));
	if (err && (uio.uio_resid == wanted || (err != -EINTR && err != -EAGAIN)))
		return err;
	kiocb->ki_pos = uio.uio_offset;
	return wanted - uio.uio_resid;
}

static ssize_t dlkm_read(struct kiocb *kiocb, struct iov_iter *iter)
{
	drv_ops_t *ops = dlkm_ops();

	return dlkm_transfer(kiocb, iter, ops ? ops->d_read : NULL);
}

static ssize_t dlkm_write(struct kiocb *kiocb, struct iov_iter *iter)
{
	drv_ops_t *ops = dlkm_ops();

	return dlkm_transfer(kiocb, iter, ops ? ops->d_write : NULL);
}

static long dlkm_ioctl_file(struct file *file, unsigned int command, unsigned long argument)
{
	return dlkm_ioctl(dlkm_access_of(file), command, argument);
}

static __poll_t dlkm_poll(struct file *file, struct poll_table_struct *table)
{
	drv_ops_t *ops = dlkm_ops();
	dev_t dev = dlkm_dev(file);
	__poll_t mask = 0;

	poll_wait(file, &dlkm_select_wait, table);
	if (!ops || !ops->d_select)
		return DEFAULT_POLLMASK;
	if (ops->d_select(dev, FREAD))
		mask |= EPOLLIN | EPOLLRDNORM;
	if (ops->d_select(dev, FWRITE))
		mask |= EPOLLOUT | EPOLLWRNORM;
	if (ops->d_select(dev, 0))
		mask |= EPOLLPRI;
	return mask;
}

static const struct file_operations dlkm_fops = {
	.owner = THIS_MODULE,
	.open = dlkm_open,
	.release = dlkm_release_file,
	.read_iter = dlkm_read,
	.write_iter = dlkm_write,
	.unlocked_ioctl = dlkm_ioctl_file,
#ifdef CONFIG_COMPAT
	.compat_ioctl = compat_ptr_ioctl,
#endif
	.poll = dlkm_poll,
	.llseek = default_llseek,
};

void wsio_selwakeup(drv_info_t *driver)
{
	wake_up_interruptible(&dlkm_select_wait);
}
