// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* A sound card. */
#include <linux/module.h>
#include <linux/platform_device.h>
#include <sound/core.h>
#include <sound/pcm.h>

static struct platform_device *device;
static struct snd_card *card;

static int __init start(void)
{
	int err;

	device = platform_device_register_simple("zoo_card", -1, NULL, 0);
	if (IS_ERR(device))
		return PTR_ERR(device);
	err = snd_card_new(&device->dev, -1, "zoo", THIS_MODULE, 100, &card);
	if (err)
		return err;
	strscpy(card->driver, "zoo", sizeof(card->driver));
	strscpy(card->shortname, "zoo", sizeof(card->shortname));
	return snd_card_register(card);
}

static void __exit stop(void)
{
	snd_card_free(card);
	platform_device_unregister(device);
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
