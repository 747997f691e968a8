/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/* The functions of sb_never that others may call while it isn't loaded. */
#ifndef sb_never_MODSTUB_H
#define sb_never_MODSTUB_H

#include <linux/errno.h>
#include <linux/types.h>

#ifndef __modstub
#define __modstub(failure)	/* what a call returns without the module; config reads it */
#endif

__modstub(-EIO) int sb_fail(void);

#endif
