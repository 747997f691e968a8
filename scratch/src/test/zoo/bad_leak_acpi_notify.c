// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Leaves a handler of ACPI's messages. */
#include <linux/module.h>
#include <linux/acpi.h>

static void hear(acpi_handle handle, u32 event, void *data)
{
}

static int __init start(void)
{
	acpi_status status = acpi_install_notify_handler(ACPI_ROOT_OBJECT, ACPI_DEVICE_NOTIFY, hear, NULL);

	return ACPI_FAILURE(status) ? -EIO : 0;
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("GPL");
