// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * The driver that wsio_install_driver() installed, and the entries of it that character devices and disks
 * have in common: d_open and d_close of a minor, d_ioctl.
 */
#include <linux/slab.h>
#include <linux/stat.h>
#include <linux/uaccess.h>

/* Who calls an entry: of which device, opened how, as S_IFCHR or S_IFBLK. */
struct dlkm_access {
	dev_t dev;
	int flags;
	int mode;
};

/* One minor: d_close belongs to its last close, and the next d_open waits for it to end. */
struct dlkm_minor {
	unsigned int count;	/* opens, those under way included */
	bool opened;		/* a d_open succeeded that no d_close has followed */
	bool closing;
};

static wsio_drv_info_t *dlkm_driver;	/* NULL unless installed */
static DEFINE_SPINLOCK(dlkm_minors_lock);
static DECLARE_WAIT_QUEUE_HEAD(dlkm_minors_wait);

static drv_ops_t *dlkm_ops(void)
{
	wsio_drv_info_t *driver = READ_ONCE(dlkm_driver);

	return driver ? driver->drv_ops : NULL;
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
static int dlkm_minor_put(struct dlkm_minor *minor, struct dlkm_access access, bool was_open)
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
		err = dlkm_errno(ops->d_close(access.dev, access.flags, access.mode));
	if (last) {
		spin_lock(&dlkm_minors_lock);
		minor->closing = false;
		spin_unlock(&dlkm_minors_lock);
		wake_up_all(&dlkm_minors_wait);
	}
	return err;
}

static int dlkm_call_open(struct dlkm_access access)
{
	drv_ops_t *ops = dlkm_ops();

	if (!ops)
		return -ENXIO;
	if (!ops->d_open)
		return 0;
	return dlkm_errno(ops->d_open(access.dev, access.flags, 0, access.mode));
}

/* One open, by who came in through the gate; each that succeeded has its dlkm_minor_put(). */
static int dlkm_minor_open(struct dlkm_minor *minor, struct dlkm_access access)
{
	int err = wait_event_interruptible(dlkm_minors_wait, dlkm_minor_get(minor));

	if (err)
		return err;
	err = dlkm_call_open(access);
	if (err) {
		dlkm_minor_put(minor, access, false);
		return err;
	}
	spin_lock(&dlkm_minors_lock);
	minor->opened = true;
	spin_unlock(&dlkm_minors_lock);
	return 0;
}

/* A driver compares its int with the macro: the two must not differ in their upper half. */
static_assert(_IOWR('d', 0, long) == (int)_IOWR('d', 0, long), "_IOWR() is no int");

static long dlkm_ioctl_copied(struct dlkm_access access, unsigned int command, void __user *user)
{
	size_t size = _IOC_SIZE(command);
	void *copy = kzalloc(size, GFP_KERNEL);
	long err = -EFAULT;

	if (!copy)
		return -ENOMEM;
	if ((_IOC_DIR(command) & _IOC_WRITE) && copy_from_user(copy, user, size))
		goto out;
	err = dlkm_errno(dlkm_ops()->d_ioctl(access.dev, command, copy, access.flags));
	if (!err && (_IOC_DIR(command) & _IOC_READ) && copy_to_user(user, copy, size))
		err = -EFAULT;
out:
	kfree(copy);
	return err;
}

static long dlkm_ioctl(struct dlkm_access access, unsigned int command, unsigned long argument)
{
	drv_ops_t *ops = dlkm_ops();
	long value = argument;

	if (!ops || !ops->d_ioctl)
		return -ENOTTY;
	if (_IOC_DIR(command) != _IOC_NONE && _IOC_SIZE(command) != 0)
		return dlkm_ioctl_copied(access, command, (void __user *)argument);
	return dlkm_errno(ops->d_ioctl(access.dev, command, (caddr_t)&value, access.flags));
}
