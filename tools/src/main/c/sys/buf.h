/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/* One transfer between a block device and memory, as the d_strategy of its driver gets it. */
#ifndef DLKM_SYS_BUF_H
#define DLKM_SYS_BUF_H

#include <sys/types.h>

/* The unit of b_blkno and of d_psize; b_bcount is a multiple of it. */
#define DEV_BSHIFT 10
#define DEV_BSIZE (1 << DEV_BSHIFT)

/* Bits of b_flags. A transfer without B_READ writes. */
#define B_WRITE 0x00
#define B_READ 0x01
#define B_DONE 0x02
#define B_ERROR 0x04	/* set by the driver: it failed, b_error says how */

struct buf {
	unsigned int b_flags;
	dev_t b_dev;		/* the disk, not its partition */
	long b_blkno;		/* where on the disk */
	size_t b_bcount;
	size_t b_resid;		/* set by the driver: bytes that were not moved, which is an error */
	int b_error;		/* an errno; without one B_ERROR is EIO */
	union {
		caddr_t b_addr;	/* in the kernel's memory, may be used in interrupts */
	} b_un;
	/* the driver's own, from d_strategy to biodone() */
	struct buf *av_forw;
	struct buf *av_back;
	void *b_private;
	/* the system's */
	void *b_linux;
};

/* The transfer has ended, and bp is the system's again; may be called in any context. */
void biodone(struct buf *bp);

#endif
