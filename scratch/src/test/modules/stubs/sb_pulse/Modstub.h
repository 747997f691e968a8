/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/* The functions of sb_pulse that others may call while it isn't loaded. */
#ifndef sb_pulse_MODSTUB_H
#define sb_pulse_MODSTUB_H

#include <linux/errno.h>
#include <linux/types.h>

#ifndef __modstub
#define __modstub(failure)	/* what a call returns without the module; config reads it */
#endif

struct sb_pair {
	int a;
	int b;
};

__modstub(-ENXIO) int sb_add(struct sb_pair pair);
__modstub(NULL) const char *sb_text(const char *prefix, size_t length);
__modstub() void sb_poke(void);

#endif
