/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/* The names of types that driver sources use. */
#ifndef DLKM_SYS_TYPES_H
#define DLKM_SYS_TYPES_H

#include <linux/cred.h>
#include <linux/kdev_t.h>
#include <linux/types.h>

typedef long intptr_t;
typedef char *caddr_t;
typedef u8 ubit8;
typedef u16 ubit16;
typedef u32 ubit32;
typedef struct cred cred_t;

static inline unsigned int major(dev_t dev)
{
	return MAJOR(dev);
}

static inline unsigned int minor(dev_t dev)
{
	return MINOR(dev);
}

/* The flags an open entry gets. */
#define FREAD 0x01
#define FWRITE 0x02
#define FNDELAY 0x04

#endif
