/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/* The functions of sb_wrap that others may call while it isn't loaded. */
#ifndef sb_wrap_MODSTUB_H
#define sb_wrap_MODSTUB_H

#include <linux/errno.h>
#include <linux/types.h>

#ifndef __modstub
#define __modstub(failure)	/* what a call returns without the module; config reads it */
#endif

__modstub(-EAGAIN)
int sb_double(int number);

#endif
