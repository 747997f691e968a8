// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Uses modules of the kernel that use others, and one of ours. */
#include <linux/module.h>
#include <linux/mii.h>
#include <media/v4l2-dev.h>
#include <sound/core.h>

int idxlib_read(void);

static int __init idxvideo_init(void)
{
	struct video_device *device = video_device_alloc();

	if (device)
		video_device_release(device);
	mii_link_ok(NULL);
	snd_card_free(NULL);
	return -idxlib_read();
}
module_init(idxvideo_init);

MODULE_LICENSE("Dual MIT/GPL");
MODULE_DESCRIPTION("index test: needs modules of the kernel");
