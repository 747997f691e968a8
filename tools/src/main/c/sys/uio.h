/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/* One read or write of a user, as the entries of a driver see it. */
#ifndef DLKM_SYS_UIO_H
#define DLKM_SYS_UIO_H

#include <linux/uaccess.h>
#include <linux/uio.h>
#include <sys/types.h>

enum uio_rw { UIO_READ, UIO_WRITE };

struct uio {
	size_t uio_resid;		/* bytes still to move */
	loff_t uio_offset;		/* where in the device */
	int uio_fpflags;		/* FREAD, FWRITE, FNDELAY */
	struct iov_iter *uio_iter;	/* Linux's side of it */
};

/*
 * Move up to count bytes between the driver's buffer and the user, as far as uio_resid allows:
 * UIO_READ to the user, UIO_WRITE from him. 0 or EFAULT.
 */
static inline int uiomove(void *buffer, size_t count, enum uio_rw rw, struct uio *uio)
{
	size_t n = count < uio->uio_resid ? count : uio->uio_resid;
	size_t moved = rw == UIO_READ ? copy_to_iter(buffer, n, uio->uio_iter)
				      : copy_from_iter(buffer, n, uio->uio_iter);

	uio->uio_resid -= moved;
	uio->uio_offset += moved;
	return moved == n ? 0 : EFAULT;
}

#endif
