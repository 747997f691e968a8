// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * WSIO drivers with entries for users: the driver's entries behind a character device.
 */
#include <dlkm/chardev.c>

/* One minor: d_close belongs to its last close, and the next d_open waits for it to end. */
struct dlkm_minor {
	unsigned int count;	/* opens, those under way included */
	bool opened;		/* a d_open succeeded that no d_close has followed */
	bool closing;
};

static wsio_drv_info_t *dlkm_driver;	/* NULL unless installed */
static struct dlkm_minor dlkm_minors[DLKM_MINORS];
static DEFINE_SPINLOCK(dlkm_minors_lock);
static DECLARE_WAIT_QUEUE_HEAD(dlkm_minors_wait);
static DECLARE_WAIT_QUEUE_HEAD(dlkm_select_wait);

static drv_ops_t *dlkm_ops(void)
{
	wsio_drv_info_t *driver = READ_ONCE(dlkm_driver);

	return driver ? driver->drv_ops : NULL;
}

static struct dlkm_minor *dlkm_minor_of(struct file *file)
{
	return &dlkm_minors[iminor(file_inode(file)) % DLKM_MINORS];
}

/* Count one open of the minor, once no d_close of it is running. */
static bool dlkm_minor_get(struct dlkm_minor *minor)
{
	bool counted;

	spin_lock(&dlkm_minors_lock);
	counted = !minor->closing;
	if (counted)
		minor->count++;
	spin_unlock(&dlkm_minors_lock);
	return counted;
}

/* Count one open less; call d_close if it was the last or the driver wants every one. */
static int dlkm_minor_put(struct dlkm_minor *minor, struct file *file, bool was_open)
{
	drv_ops_t *ops = dlkm_ops();
	bool every = was_open && ops && (ops->d_flags & C_ALLCLOSES);
	bool last;
	int err = 0;

	spin_lock(&dlkm_minors_lock);
	last = --minor->count == 0 && minor->opened;
	if (last)
		minor->opened = false;
	last = last && !(ops && (ops->d_flags & C_ALLCLOSES));
	minor->closing = last;
	spin_unlock(&dlkm_minors_lock);
	if ((last || every) && ops && ops->d_close)
		err = dlkm_errno(ops->d_close(dlkm_dev(file), dlkm_flags(file), 0));
	if (last) {
		spin_lock(&dlkm_minors_lock);
		minor->closing = false;
		spin_unlock(&dlkm_minors_lock);
		wake_up_all(&dlkm_minors_wait);
	}
	return err;
}

static int dlkm_call_open(struct inode *inode, struct file *file)
{
	drv_ops_t *ops = dlkm_ops();

	if (!ops)
		return -ENXIO;
	if (!ops->d_open)
		return 0;
	return dlkm_errno(ops->d_open(inode->i_rdev, dlkm_flags(file), 0, 0));
}

static int dlkm_open(struct inode *inode, struct file *file)
{
	struct dlkm_minor *minor = dlkm_minor_of(file);
	int err = dlkm_enter();

	if (err)
		return err;
	err = wait_event_interruptible(dlkm_minors_wait, dlkm_minor_get(minor));
	if (err)
		goto leave;
	err = dlkm_call_open(inode, file);
	if (err) {
		dlkm_minor_put(minor, file, false);
		goto leave;
	}
	spin_lock(&dlkm_minors_lock);
	minor->opened = true;
	spin_unlock(&dlkm_minors_lock);
	dlkm_count_once();
	return 0;
leave:
	dlkm_leave();
	return err;
}

static int dlkm_release_file(struct inode *inode, struct file *file)
{
	int err = dlkm_minor_put(dlkm_minor_of(file), file, true);

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

/* A driver compares its int with the macro: the two must not differ in their upper half. */
static_assert(_IOWR('d', 0, long) == (int)_IOWR('d', 0, long), "_IOWR() is no int");

static long dlkm_ioctl_copied(struct file *file, unsigned int command, unsigned long argument)
{
	size_t size = _IOC_SIZE(command);
	void __user *user = (void __user *)argument;
	void *copy = kzalloc(size, GFP_KERNEL);
	long err = -EFAULT;

	if (!copy)
		return -ENOMEM;
	if ((_IOC_DIR(command) & _IOC_WRITE) && copy_from_user(copy, user, size))
		goto out;
	err = dlkm_errno(dlkm_ops()->d_ioctl(dlkm_dev(file), command, copy, dlkm_flags(file)));
	if (!err && (_IOC_DIR(command) & _IOC_READ) && copy_to_user(user, copy, size))
		err = -EFAULT;
out:
	kfree(copy);
	return err;
}

static long dlkm_ioctl(struct file *file, unsigned int command, unsigned long argument)
{
	drv_ops_t *ops = dlkm_ops();
	long value = argument;

	if (!ops || !ops->d_ioctl)
		return -ENOTTY;
	if (_IOC_DIR(command) != _IOC_NONE && _IOC_SIZE(command) != 0)
		return dlkm_ioctl_copied(file, command, argument);
	return dlkm_errno(ops->d_ioctl(dlkm_dev(file), command, (caddr_t)&value,
				       dlkm_flags(file)));
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
	.unlocked_ioctl = dlkm_ioctl,
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

static bool dlkm_has_entries(drv_ops_t *ops)
{
	return ops && (ops->d_open || ops->d_read || ops->d_write || ops->d_ioctl);
}

int wsio_install_driver(wsio_drv_info_t *driver)
{
	if (!driver || !dlkm_takes_drv_info(driver->drv_info)) {
		pr_err("wsio_install_driver: drv_info is not the one that _load got\n");
		return 0;
	}
	if (dlkm_driver && dlkm_driver != driver) {
		pr_err("wsio_install_driver: another driver is installed\n");
		return 0;
	}
	if (driver->drv_ops && driver->drv_ops->d_strategy) {
		pr_err("wsio_install_driver: block drivers (d_strategy) are not supported on Linux\n");
		return 0;
	}
	if (dlkm_has_entries(driver->drv_ops) && dlkm_reserve_major())
		return 0;
	dlkm_takes_drv_info(driver->drv_info);
	WRITE_ONCE(dlkm_driver, driver);
	return 1;
}

/*
 * Nothing leaves /dev here: _unload() may still refuse, and then nobody shall have seen a gap.
 * Nobody has the device open, and opens wait.
 */
int wsio_uninstall_driver(wsio_drv_info_t *driver)
{
	if (!dlkm_driver || dlkm_driver != driver)
		return 1;
	WRITE_ONCE(dlkm_driver, NULL);
	return 0;
}

/* Users come through here from now on; the gate still holds them. */
static int dlkm_connect_char(void)
{
	int err;

	if (!dlkm_driver || !dlkm_has_entries(dlkm_ops()))
		return 0;
	err = dlkm_make_cdev(&dlkm_fops);
	if (err)
		return err;
	return dlkm_make_nodes();
}

static void dlkm_release_char(void)
{
	dlkm_release_device();
	dlkm_driver = NULL;
}
