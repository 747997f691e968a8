// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * WSIO drivers with d_strategy: a disk for each node. Linux's block layer hands over a bio; each part of it
 * that lies together in memory becomes one transfer, and the last biodone() ends the bio. The kernel's
 * reference count of the module counts the opens: a file system that is mounted is one.
 */
#include <linux/blkdev.h>
#include <linux/mempool.h>
#include <linux/sched/mm.h>
#include <sys/buf.h>

#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 0, 0) && !defined(CONFIG_HIGHMEM)
#define DLKM_SPARE 16	/* transfers that always find memory, so that writing back can't hang */
#define DLKM_SECTORS(blocks) ((sector_t)(blocks) << (DEV_BSHIFT - SECTOR_SHIFT))

struct dlkm_disk {
	struct gendisk *disk;
	struct task_struct *adding;	/* who adds it to the system, and reads its partitions */
	bool leaving;
	struct dlkm_minor minor;
	int flags;			/* of all opens since the last close */
	refcount_t references;		/* the node's, and one for each open */
};

struct dlkm_io {
	struct bio *bio;
	unsigned long begun;
	atomic_t left;	/* transfers, and one while they are being made */
};

static struct dlkm_disk *dlkm_disks[DLKM_MINORS];
static mempool_t dlkm_ios;
static mempool_t dlkm_bufs;
static bool dlkm_has_block_major;

static bool dlkm_has_disks(void)
{
	return dlkm_has_block_major;
}

/* --- transfers ----------------------------------------------------------------------------------- */

static void dlkm_io_put(struct dlkm_io *io)
{
	struct bio *bio = io->bio;
	struct bvec_iter iter;
	struct bio_vec part;

	if (!atomic_dec_and_test(&io->left))
		return;
	if (bio_data_dir(bio) == READ) {
		bio_for_each_segment(part, bio, iter)
			flush_dcache_page(part.bv_page);
	}
	bio_end_io_acct(bio, io->begun);
	mempool_free(io, &dlkm_ios);
	bio_endio(bio);
}

void biodone(struct buf *bp)
{
	struct dlkm_io *io = bp->b_linux;

	if ((bp->b_flags & B_ERROR) || bp->b_resid)
		io->bio->bi_status = errno_to_blk_status(dlkm_errno(bp->b_error ?: EIO));
	bp->b_flags |= B_DONE;
	mempool_free(bp, &dlkm_bufs);
	dlkm_io_put(io);
}

static void dlkm_begin_transfer(struct dlkm_io *io, drv_ops_t *ops, struct bio_vec *part,
				sector_t sector)
{
	struct gendisk *disk = io->bio->bi_bdev->bd_disk;
	struct buf *bp;

	if ((sector & (DLKM_SECTORS(1) - 1)) || (part->bv_len & (DEV_BSIZE - 1))) {
		pr_err_once("a transfer is not in blocks of %d bytes\n", DEV_BSIZE);
		io->bio->bi_status = BLK_STS_IOERR;
		return;
	}
	bp = mempool_alloc(&dlkm_bufs, GFP_NOIO);
	*bp = (struct buf) {
		.b_flags = bio_data_dir(io->bio) == READ ? B_READ : B_WRITE,
		.b_dev = disk_devt(disk),
		.b_blkno = sector >> (DEV_BSHIFT - SECTOR_SHIFT),
		.b_bcount = part->bv_len,
		.b_un.b_addr = page_address(part->bv_page) + part->bv_offset,
		.b_linux = io,
	};
	atomic_inc(&io->left);
	ops->d_strategy(bp);
}

static void dlkm_submit_bio(struct bio *bio)
{
	drv_ops_t *ops = dlkm_ops();
	unsigned int noio = memalloc_noio_save();
	struct dlkm_io *io;
	struct bvec_iter iter;
	struct bio_vec part;

	if (!ops) {
		bio_io_error(bio);
		goto out;
	}
	io = mempool_alloc(&dlkm_ios, GFP_NOIO);
	io->bio = bio;
	io->begun = bio_start_io_acct(bio);
	atomic_set(&io->left, 1);
	bio_for_each_segment(part, bio, iter)
		dlkm_begin_transfer(io, ops, &part, iter.bi_sector);
	dlkm_io_put(io);
out:
	memalloc_noio_restore(noio);
}

/* --- opens --------------------------------------------------------------------------------------- */

static void dlkm_disk_put(struct dlkm_disk *disk)
{
	if (refcount_dec_and_test(&disk->references))
		kfree(disk);
}

static struct dlkm_access dlkm_disk_access(struct gendisk *disk, int flags)
{
	return (struct dlkm_access) { disk_devt(disk), flags, S_IFBLK };
}

/*
 * An open holds a lock of the disk while it waits at the gate. Who adds the disk needs that lock to read
 * the partitions, so others fail meanwhile: they don't know of the disk yet. Who takes it away needs it too:
 * an _unload() may do that while they wait for its decision.
 */
static int dlkm_disk_enter(struct dlkm_disk *disk)
{
	struct task_struct *adding = READ_ONCE(disk->adding);

	if (!adding)
		return dlkm_enter_unless(&disk->leaving);
	return adding == current ? dlkm_enter_connecting() : -ENXIO;
}

/* The size may be known only now. */
static void dlkm_disk_measure(struct gendisk *disk)
{
	drv_ops_t *ops = dlkm_ops();
	int blocks = ops ? ops->d_psize(disk_devt(disk)) : 0;

	set_capacity(disk, DLKM_SECTORS(max(blocks, 0)));
}

static int dlkm_disk_open(struct gendisk *gendisk, int flags)
{
	struct dlkm_disk *disk = gendisk->private_data;
	int err = dlkm_disk_enter(disk);

	if (err)
		return err;
	err = dlkm_minor_open(&disk->minor, dlkm_disk_access(gendisk, flags));
	if (err) {
		dlkm_leave();
		return err;
	}
	refcount_inc(&disk->references);
	disk->flags |= flags;
	if (disk->minor.count == 1 && !disk->adding)
		dlkm_disk_measure(gendisk);
	return 0;
}

static void dlkm_disk_release(struct gendisk *gendisk)
{
	struct dlkm_disk *disk = gendisk->private_data;

	dlkm_minor_put(&disk->minor, dlkm_disk_access(gendisk, disk->flags), true);
	if (disk->minor.count == 0)
		disk->flags = 0;
	dlkm_disk_put(disk);
	dlkm_leave();
}

#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 5, 0)
typedef blk_mode_t dlkm_mode;
#define DLKM_BLK_READ BLK_OPEN_READ
#define DLKM_BLK_WRITE BLK_OPEN_WRITE
#define DLKM_BLK_NDELAY BLK_OPEN_NDELAY
#else
typedef fmode_t dlkm_mode;
#define DLKM_BLK_READ FMODE_READ
#define DLKM_BLK_WRITE FMODE_WRITE
#define DLKM_BLK_NDELAY FMODE_NDELAY
#endif

static int dlkm_blk_flags(dlkm_mode mode)
{
	int flags = 0;

	if (mode & DLKM_BLK_READ)
		flags |= FREAD;
	if (mode & DLKM_BLK_WRITE)
		flags |= FWRITE;
	if (mode & DLKM_BLK_NDELAY)
		flags |= FNDELAY;
	return flags;
}

#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 5, 0)
static int dlkm_blk_open(struct gendisk *disk, dlkm_mode mode)
{
	return dlkm_disk_open(disk, dlkm_blk_flags(mode));
}

static void dlkm_blk_release(struct gendisk *disk)
{
	dlkm_disk_release(disk);
}
#else
static int dlkm_blk_open(struct block_device *device, dlkm_mode mode)
{
	return dlkm_disk_open(device->bd_disk, dlkm_blk_flags(mode));
}

static void dlkm_blk_release(struct gendisk *disk, dlkm_mode mode)
{
	dlkm_disk_release(disk);
}
#endif

static int dlkm_blk_ioctl(struct block_device *device, dlkm_mode mode, unsigned int command,
			  unsigned long argument)
{
	struct dlkm_access access = dlkm_disk_access(device->bd_disk, dlkm_blk_flags(mode));

	return dlkm_ioctl(access, command, argument);
}

static const struct block_device_operations dlkm_blk_ops = {
	.owner = THIS_MODULE,
	.submit_bio = dlkm_submit_bio,
	.open = dlkm_blk_open,
	.release = dlkm_blk_release,
	.ioctl = dlkm_blk_ioctl,
#ifdef CONFIG_COMPAT
	.compat_ioctl = blkdev_compat_ptr_ioctl,
#endif
};

/* --- disks --------------------------------------------------------------------------------------- */

/* Take the block major and what transfers need. */
static int dlkm_reserve_block(drv_ops_t *ops)
{
	int major = max(DLKM_CONF_DATA.mcd_b_major, 0);
	int err;

	if (dlkm_has_block_major)
		return 0;
	if (!ops->d_psize) {
		pr_err("wsio_install_driver: a driver with d_strategy needs d_psize\n");
		return -EINVAL;
	}
	err = mempool_init_kmalloc_pool(&dlkm_ios, DLKM_SPARE, sizeof(struct dlkm_io));
	if (!err)
		err = mempool_init_kmalloc_pool(&dlkm_bufs, DLKM_SPARE, sizeof(struct buf));
	if (!err)
		err = register_blkdev(major, DLKM_CONF_DATA.mcd_name);
	if (err < 0) {
		pr_err("block major %d can't be had: error %d\n", major, -err);
		mempool_exit(&dlkm_bufs);
		mempool_exit(&dlkm_ios);
		return err;
	}
	dlkm_has_block_major = true;
	dlkm_drv_info.b_major = major ?: err;
	dlkm_drv_info.flags |= DRV_BLOCK;
	return 0;
}

static void dlkm_release_block(void)
{
	if (!dlkm_has_block_major)
		return;
	unregister_blkdev(dlkm_drv_info.b_major, DLKM_CONF_DATA.mcd_name);
	mempool_exit(&dlkm_bufs);
	mempool_exit(&dlkm_ios);
	dlkm_has_block_major = false;
}

static struct gendisk *dlkm_new_gendisk(void)
{
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 9, 0)
	struct queue_limits limits = {
		.logical_block_size = DEV_BSIZE,
		.dma_alignment = DEV_BSIZE - 1,
	};

	return blk_alloc_disk(&limits, NUMA_NO_NODE);
#else
	struct gendisk *disk = blk_alloc_disk(NUMA_NO_NODE);

	if (!disk)
		return ERR_PTR(-ENOMEM);
	blk_queue_logical_block_size(disk->queue, DEV_BSIZE);
	blk_queue_dma_alignment(disk->queue, DEV_BSIZE - 1);
	return disk;
#endif
}

static int dlkm_add_disk(struct dlkm_disk *disk, unsigned int minor, const char *name)
{
	struct gendisk *gendisk = disk->disk;
	int err;

	gendisk->major = dlkm_drv_info.b_major;
	gendisk->first_minor = minor;
	gendisk->minors = 1;	/* partitions have numbers elsewhere */
	gendisk->fops = &dlkm_blk_ops;
	gendisk->private_data = disk;
	if (strscpy(gendisk->disk_name, name, DISK_NAME_LEN) < 0)
		return -ENAMETOOLONG;
	dlkm_disk_measure(gendisk);
	WRITE_ONCE(disk->adding, current);
	err = add_disk(gendisk);
	WRITE_ONCE(disk->adding, NULL);
	return err;
}

static int dlkm_make_disk(unsigned int minor, const char *name)
{
	struct dlkm_disk *disk;
	int err;

	if (!dlkm_has_disks() || dlkm_disks[minor])
		return 0;
	disk = kzalloc(sizeof(*disk), GFP_KERNEL);
	if (!disk)
		return -ENOMEM;
	refcount_set(&disk->references, 1);
	disk->disk = dlkm_new_gendisk();
	err = PTR_ERR_OR_ZERO(disk->disk);
	if (!err) {
		err = dlkm_add_disk(disk, minor, name);
		if (err)
			put_disk(disk->disk);
	}
	if (err)
		dlkm_disk_put(disk);
	else
		dlkm_disks[minor] = disk;
	return err;
}

static void dlkm_drop_disk(unsigned int minor)
{
	struct dlkm_disk *disk = dlkm_disks[minor];

	if (!disk)
		return;
	dlkm_disks[minor] = NULL;
	WRITE_ONCE(disk->leaving, true);
	wake_up_all(&dlkm_gate_wait);
	del_gendisk(disk->disk);
	put_disk(disk->disk);
	dlkm_disk_put(disk);
}
#else
static bool dlkm_has_disks(void)
{
	return false;
}

static int dlkm_reserve_block(drv_ops_t *ops)
{
	pr_err("wsio_install_driver: d_strategy needs Linux 6.0 on a 64-bit machine\n");
	return -EOPNOTSUPP;
}

static void dlkm_release_block(void)
{
}

static int dlkm_make_disk(unsigned int minor, const char *name)
{
	return 0;
}

static void dlkm_drop_disk(unsigned int minor)
{
}
#endif
