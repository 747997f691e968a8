// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Is a power supply, and asks for firmware that is not there. */
#include <linux/module.h>
#include <linux/firmware.h>
#include <linux/platform_device.h>
#include <linux/power_supply.h>

static struct platform_device *device;
static struct power_supply *supply;

static int get(struct power_supply *supply, enum power_supply_property property,
	       union power_supply_propval *value)
{
	value->intval = 1;
	return 0;
}

static const enum power_supply_property properties[] = { POWER_SUPPLY_PROP_ONLINE };

static const struct power_supply_desc description = {
	.name = "good_supplies",
	.type = POWER_SUPPLY_TYPE_MAINS,
	.properties = properties,
	.num_properties = ARRAY_SIZE(properties),
	.get_property = get,
};

static int __init start(void)
{
	const struct firmware *firmware;
	int error;

	device = platform_device_register_simple("good_supplies", -1, NULL, 0);
	if (IS_ERR(device))
		return PTR_ERR(device);
	error = request_firmware(&firmware, "good_supplies.bin", &device->dev);
	dev_info(&device->dev, "WARNING: firmware: %d\n", error);
	if (!error)
		release_firmware(firmware);
	supply = power_supply_register(&device->dev, &description, NULL);
	if (IS_ERR(supply)) {
		platform_device_unregister(device);
		return PTR_ERR(supply);
	}
	return 0;
}

static void __exit stop(void)
{
	power_supply_unregister(supply);
	platform_device_unregister(device);
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("GPL");
