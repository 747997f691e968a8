// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* A disk in memory with a queue, read by the kernel when it comes. */
#include <linux/module.h>
#include <linux/blkdev.h>
#include <linux/blk-mq.h>
#include <linux/vmalloc.h>

static struct blk_mq_tag_set tags;
static struct gendisk *disk;
static int major;
static char *data;

static blk_status_t queue(struct blk_mq_hw_ctx *context, const struct blk_mq_queue_data *queued)
{
	struct request *request = queued->rq;
	loff_t at = blk_rq_pos(request) << 9;
	struct req_iterator iterator;
	struct bio_vec piece;

	blk_mq_start_request(request);
	rq_for_each_segment(piece, request, iterator) {
		void *place = page_address(piece.bv_page) + piece.bv_offset;

		if (rq_data_dir(request))
			memcpy(data + at, place, piece.bv_len);
		else
			memcpy(place, data + at, piece.bv_len);
		at += piece.bv_len;
	}
	blk_mq_end_request(request, BLK_STS_OK);
	return BLK_STS_OK;
}

static const struct blk_mq_ops ops = { .queue_rq = queue };
static const struct block_device_operations disk_ops = { .owner = THIS_MODULE };

static int __init start(void)
{
	int err;

	data = vzalloc(16 << 20);
	if (!data)
		return -ENOMEM;
	major = register_blkdev(0, "zoo_disk");
	tags.ops = &ops;
	tags.nr_hw_queues = 1;
	tags.queue_depth = 64;
	tags.numa_node = NUMA_NO_NODE;
	tags.flags = BLK_MQ_F_SHOULD_MERGE | BLK_MQ_F_BLOCKING;
	err = blk_mq_alloc_tag_set(&tags);
	if (err)
		return err;
	disk = blk_mq_alloc_disk(&tags, NULL);
	if (IS_ERR(disk))
		return PTR_ERR(disk);
	disk->major = major;
	disk->minors = 16;
	disk->fops = &disk_ops;
	snprintf(disk->disk_name, 32, "zoo_disk");
	set_capacity(disk, 16 << 11);
	return add_disk(disk);
}

static void __exit stop(void)
{
	del_gendisk(disk);
	put_disk(disk);
	blk_mq_free_tag_set(&tags);
	unregister_blkdev(major, "zoo_disk");
	vfree(data);
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
