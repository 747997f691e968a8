/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
#ifndef ROT13_H
#define ROT13_H

#include <linux/types.h>

/* Rotate the letters among the bytes by 13 places, in place; twice gives the bytes back. */
void rot13(char *bytes, size_t count);

#endif
