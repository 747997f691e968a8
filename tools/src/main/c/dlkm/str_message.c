// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * Messages of streams (sys/stream.h): blocks that share their data.
 */
#include <linux/refcount.h>
#include <linux/slab.h>
#include <sys/stream.h>

mblk_t *allocb(size_t size, unsigned int priority)
{
	gfp_t gfp = priority >= BPRI_HI ? GFP_ATOMIC : GFP_KERNEL;
	mblk_t *mp = kzalloc(sizeof(*mp), gfp);
	dblk_t *data = kmalloc(sizeof(*data) + size, gfp);

	if (!mp || !data) {
		kfree(mp);
		kfree(data);
		return NULL;
	}
	data->db_base = (unsigned char *)(data + 1);
	data->db_lim = data->db_base + size;
	data->db_type = M_DATA;
	refcount_set(&data->db_ref, 1);
	mp->b_datap = data;
	mp->b_rptr = data->db_base;
	mp->b_wptr = data->db_base;
	return mp;
}

mblk_t *dupb(mblk_t *mp)
{
	mblk_t *copy = kzalloc(sizeof(*copy), GFP_ATOMIC);

	if (!copy)
		return NULL;
	refcount_inc(&mp->b_datap->db_ref);
	copy->b_datap = mp->b_datap;
	copy->b_rptr = mp->b_rptr;
	copy->b_wptr = mp->b_wptr;
	copy->b_band = mp->b_band;
	return copy;
}

mblk_t *copyb(mblk_t *mp)
{
	size_t size = mp->b_datap->db_lim - mp->b_datap->db_base;
	mblk_t *copy = allocb(size, BPRI_HI);

	if (!copy)
		return NULL;
	memcpy(copy->b_datap->db_base, mp->b_datap->db_base, size);
	copy->b_datap->db_type = mp->b_datap->db_type;
	copy->b_rptr += mp->b_rptr - mp->b_datap->db_base;
	copy->b_wptr += mp->b_wptr - mp->b_datap->db_base;
	copy->b_band = mp->b_band;
	return copy;
}

/* The message, block by block through one(). */
static mblk_t *dlkm_map_message(mblk_t *mp, mblk_t *(*one)(mblk_t *mp))
{
	mblk_t *head = NULL;
	mblk_t **tail = &head;

	for (; mp; mp = mp->b_cont) {
		*tail = one(mp);
		if (!*tail) {
			freemsg(head);
			return NULL;
		}
		tail = &(*tail)->b_cont;
	}
	return head;
}

mblk_t *dupmsg(mblk_t *mp)
{
	return dlkm_map_message(mp, dupb);
}

mblk_t *copymsg(mblk_t *mp)
{
	return dlkm_map_message(mp, copyb);
}

void freeb(mblk_t *mp)
{
	if (refcount_dec_and_test(&mp->b_datap->db_ref))
		kfree(mp->b_datap);
	kfree(mp);
}

void freemsg(mblk_t *mp)
{
	while (mp) {
		mblk_t *next = mp->b_cont;

		freeb(mp);
		mp = next;
	}
}

void linkb(mblk_t *mp, mblk_t *tail)
{
	while (mp->b_cont)
		mp = mp->b_cont;
	mp->b_cont = tail;
}

mblk_t *unlinkb(mblk_t *mp)
{
	mblk_t *rest = mp->b_cont;

	mp->b_cont = NULL;
	return rest;
}

/* Bytes in the data blocks of the message. */
size_t msgdsize(mblk_t *mp)
{
	size_t size = 0;

	for (; mp; mp = mp->b_cont) {
		if (DB_TYPE(mp) == M_DATA)
			size += mp->b_wptr - mp->b_rptr;
	}
	return size;
}

/* What the message weighs in flow control: all of its bytes. */
static size_t dlkm_weight(mblk_t *mp)
{
	size_t size = 0;

	for (; mp; mp = mp->b_cont)
		size += mp->b_wptr - mp->b_rptr;
	return size;
}

static bool dlkm_urgent(mblk_t *mp)
{
	return DB_TYPE(mp) >= QPCTL;
}
