// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* A driver of terminals. */
#include <linux/module.h>
#include <linux/err.h>
#include <linux/tty.h>
#include <linux/tty_driver.h>

static struct tty_driver *driver;
static struct tty_port port;

static int open(struct tty_struct *tty, struct file *file)
{
	return -ENODEV;
}

static const struct tty_operations ops = { .open = open };

static int __init start(void)
{
	int result;

	driver = tty_alloc_driver(1, TTY_DRIVER_REAL_RAW);
	if (IS_ERR(driver))
		return PTR_ERR(driver);
	driver->driver_name = "zoo_tty";
	driver->name = "ttyZoo";
	driver->type = TTY_DRIVER_TYPE_SERIAL;
	driver->subtype = SERIAL_TYPE_NORMAL;
	driver->init_termios = tty_std_termios;
	tty_set_operations(driver, &ops);
	tty_port_init(&port);
	tty_port_link_device(&port, driver, 0);
	result = tty_register_driver(driver);
	if (result)
		tty_driver_kref_put(driver);
	return result;
}

static void __exit stop(void)
{
	tty_unregister_driver(driver);
	tty_driver_kref_put(driver);
	tty_port_destroy(&port);
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("GPL");
