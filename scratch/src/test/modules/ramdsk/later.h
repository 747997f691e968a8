/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * For a version of ramdsk whose transfers end later, in a timer's interrupt, and which refuses to write block 3.
 */
#include <linux/spinlock.h>
#include <linux/timer.h>

static void later_now(struct timer_list *timer);

static DEFINE_SPINLOCK(later_lock);
static DEFINE_TIMER(later_timer, later_now);
static struct buf *later_list;

static void later_now(struct timer_list *timer)
{
	struct buf *bp, *next;

	spin_lock(&later_lock);
	bp = later_list;
	later_list = NULL;
	spin_unlock(&later_lock);
	for (; bp; bp = next) {
		next = bp->av_forw;
		biodone(bp);
	}
}

static void later(struct buf *bp)
{
	if (!(bp->b_flags & B_READ) && bp->b_blkno == 3) {
		bp->b_flags |= B_ERROR;
		bp->b_error = ENOSPC;
	}
	spin_lock_bh(&later_lock);
	bp->av_forw = later_list;
	later_list = bp;
	spin_unlock_bh(&later_lock);
	mod_timer(&later_timer, jiffies + 1);
}

static void later_end(void)
{
	del_timer_sync(&later_timer);
}
