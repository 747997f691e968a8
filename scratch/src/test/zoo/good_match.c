// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Is in the lists of two modules of the kernel's own, and takes itself out. */
#include <linux/module.h>
#include <linux/netfilter/x_tables.h>
#include <linux/usb.h>

static bool match(const struct sk_buff *buffer, struct xt_action_param *parameters)
{
	return true;
}

static struct xt_match entry = {
	.name = "good_match",
	.family = NFPROTO_UNSPEC,
	.match = match,
	.me = THIS_MODULE,
};

static int probe(struct usb_interface *interface, const struct usb_device_id *id)
{
	return -ENODEV;
}

static void disconnect(struct usb_interface *interface)
{
}

static const struct usb_device_id ids[] = { { USB_DEVICE(0x1234, 0x5678) }, {} };

static struct usb_driver driver = {
	.name = "good_match",
	.probe = probe,
	.disconnect = disconnect,
	.id_table = ids,
};

static int __init start(void)
{
	int error = xt_register_match(&entry);

	if (error)
		return error;
	error = usb_register(&driver);
	if (error)
		xt_unregister_match(&entry);
	return error;
}

static void __exit stop(void)
{
	usb_deregister(&driver);
	xt_unregister_match(&entry);
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
