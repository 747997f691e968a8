// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * The character device of a driver: its major, its nodes in /dev, its drv_info_t. The kernel's
 * reference count of the module counts the opens, as the module owns the device. A block driver has a
 * disk for each node too, and its character devices are the raw ones.
 */
#include <linux/cdev.h>
#include <linux/compat.h>
#include <linux/device.h>
#include <linux/fs.h>
#include <linux/poll.h>
#include <linux/slab.h>
#include <linux/version.h>
#include <sys/wsio.h>

#define DLKM_MINORS 256

struct dlkm_node {
	struct list_head link;
	unsigned int minor;
	char name[64];
	struct device *device;	/* NULL until the driver is connected */
};

/* What a type adds to a node; both do nothing in a driver without disks. */
static int dlkm_make_disk(unsigned int minor, const char *name);
static void dlkm_drop_disk(unsigned int minor);

static drv_info_t dlkm_drv_info;
static bool dlkm_has_region;
static bool dlkm_has_nodes;	/* the driver is connected */
static struct class *dlkm_class;
static struct cdev *dlkm_cdev;
static LIST_HEAD(dlkm_nodes);
static DEFINE_MUTEX(dlkm_nodes_lock);

static int dlkm_flags(struct file *file)
{
	int flags = 0;

	if (file->f_mode & FMODE_READ)
		flags |= FREAD;
	if (file->f_mode & FMODE_WRITE)
		flags |= FWRITE;
	if (file->f_flags & O_NONBLOCK)
		flags |= FNDELAY;
	return flags;
}

static dev_t dlkm_dev(struct file *file)
{
	return file_inode(file)->i_rdev;
}

/*
 * The kernel holds the module twice for one open, as the owner of the device and of its
 * operations. One of the two is given back while the file is open, so that the module's count is
 * the number of opens, which is what status commands show.
 */
static void dlkm_count_once(void)
{
	module_put(THIS_MODULE);
}

static void dlkm_count_twice(void)
{
	__module_get(THIS_MODULE);
}

/* Take the character major: the master file's, or one the kernel gives. */
static int dlkm_reserve_major(void)
{
	int major = DLKM_CONF_DATA.mcd_c_major;
	dev_t dev = MKDEV(major < 0 ? 0 : major, 0);
	int err;

	if (dlkm_has_region)
		return 0;
	if (major < 0)
		err = alloc_chrdev_region(&dev, 0, DLKM_MINORS, DLKM_CONF_DATA.mcd_name);
	else
		err = register_chrdev_region(dev, DLKM_MINORS, DLKM_CONF_DATA.mcd_name);
	if (err) {
		pr_err("character major %d can't be had: error %d\n", major, -err);
		return err;
	}
	dlkm_has_region = true;
	dlkm_drv_info.c_major = MAJOR(dev);
	dlkm_drv_info.flags |= DRV_CHAR;
	return 0;
}

/* The drv_info_t that _load() gets: a fresh copy, with the majors as they are. */
static void dlkm_make_drv_info(void)
{
	dlkm_drv_info = (drv_info_t) {
		.name = (char *)DLKM_CONF_DATA.mcd_name,
		.class = (char *)DLKM_CONF_DATA.mcd_class,
		.b_major = DLKM_CONF_DATA.mcd_b_major,
		.c_major = DLKM_CONF_DATA.mcd_c_major,
	};
	if (strcmp(dlkm_drv_info.class, "pseudo") == 0)
		dlkm_drv_info.flags |= DRV_PSEUDO;
}

/* The driver's flags by name, for status commands; of a bit without a name, its value. */
static int dlkm_flags_get(char *buffer, const struct kernel_param *param)
{
	static const char *const names[] = {
		"DRV_CHAR", "DRV_BLOCK", "DRV_PSEUDO", "DRV_SCAN", "DRV_MP_SAFE", "DRV_SAVE_CONF",
	};
	unsigned long flags = READ_ONCE(dlkm_drv_info.flags);
	unsigned int bit;
	int n = 0;

	for_each_set_bit(bit, &flags, 32) {
		const char *blank = n ? " " : "";

		if (bit < ARRAY_SIZE(names))
			n += scnprintf(buffer + n, PAGE_SIZE - n, "%s%s", blank, names[bit]);
		else
			n += scnprintf(buffer + n, PAGE_SIZE - n, "%s%#lx", blank, BIT(bit));
	}
	return n + scnprintf(buffer + n, PAGE_SIZE - n, "\n");
}

static int dlkm_flags_set(const char *text, const struct kernel_param *param)
{
	return -EPERM;
}

static const struct kernel_param_ops dlkm_flags_ops = {
	.set = dlkm_flags_set,
	.get = dlkm_flags_get,
};
module_param_cb(dlkm_flags, &dlkm_flags_ops, NULL, 0444);
MODULE_PARM_DESC(dlkm_flags, "the flags of the driver");

/* Whether it is the driver's: ours, or in the static kernel its own, which is told the majors. */
static bool dlkm_takes_drv_info(drv_info_t *info)
{
#ifdef DLKM_INSTALL
	if (info) {
		info->b_major = dlkm_drv_info.b_major;
		info->c_major = dlkm_drv_info.c_major;
		info->flags |= dlkm_drv_info.flags;
	}
	return info;
#else
	return info == &dlkm_drv_info;
#endif
}

static int dlkm_make_device(struct dlkm_node *node)
{
	const char *raw = dlkm_drv_info.flags & DRV_BLOCK ? "r" : "";
	int err = dlkm_make_disk(node->minor, node->name);
	struct device *device;

	if (err || !dlkm_cdev)
		return err;
	device = device_create(dlkm_class, NULL, MKDEV(dlkm_drv_info.c_major, node->minor), NULL,
			       "%s%s", raw, node->name);
	if (IS_ERR(device))
		return PTR_ERR(device);
	node->device = device;
	return 0;
}

static void dlkm_drop_node(struct dlkm_node *node)
{
	if (node->device)
		device_destroy(dlkm_class, MKDEV(dlkm_drv_info.c_major, node->minor));
	dlkm_drop_disk(node->minor);
	list_del(&node->link);
	kfree(node);
}

static int dlkm_add_node(unsigned int minor, const char *name)
{
	struct dlkm_node *node;
	int err = 0;

	list_for_each_entry(node, &dlkm_nodes, link) {
		if (node->minor == minor)
			return -EEXIST;
	}
	node = kzalloc(sizeof(*node), GFP_KERNEL);
	if (!node)
		return -ENOMEM;
	node->minor = minor;
	strscpy(node->name, name, sizeof(node->name));
	list_add_tail(&node->link, &dlkm_nodes);
	if (dlkm_has_nodes)
		err = dlkm_make_device(node);
	if (err)
		dlkm_drop_node(node);
	return err;
}

int wsio_create_node(drv_info_t *driver, unsigned int minor, const char *name)
{
	int err;

	if (!dlkm_takes_drv_info(driver) || minor >= DLKM_MINORS)
		return EINVAL;
	mutex_lock(&dlkm_nodes_lock);
	err = dlkm_add_node(minor, name);
	mutex_unlock(&dlkm_nodes_lock);
	return -err;
}

void wsio_remove_node(drv_info_t *driver, unsigned int minor)
{
	struct dlkm_node *node, *next;

	mutex_lock(&dlkm_nodes_lock);
	list_for_each_entry_safe(node, next, &dlkm_nodes, link) {
		if (node->minor == minor)
			dlkm_drop_node(node);
	}
	mutex_unlock(&dlkm_nodes_lock);
}

static int dlkm_make_class(void)
{
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 4, 0)
	struct class *class = class_create(DLKM_CONF_DATA.mcd_name);
#else
	struct class *class = class_create(THIS_MODULE, DLKM_CONF_DATA.mcd_name);
#endif

	if (IS_ERR(class))
		return PTR_ERR(class);
	dlkm_class = class;
	return 0;
}

static int dlkm_make_cdev(const struct file_operations *operations)
{
	int err;

	dlkm_cdev = cdev_alloc();
	if (!dlkm_cdev)
		return -ENOMEM;
	dlkm_cdev->owner = THIS_MODULE;
	dlkm_cdev->ops = operations;
	err = cdev_add(dlkm_cdev, MKDEV(dlkm_drv_info.c_major, 0), DLKM_MINORS);
	if (err) {
		kobject_put(&dlkm_cdev->kobj);
		dlkm_cdev = NULL;
	}
	return err;
}

static int dlkm_make_nodes(void)
{
	struct dlkm_node *node;
	int err = 0;

	mutex_lock(&dlkm_nodes_lock);
	err = dlkm_cdev ? dlkm_make_class() : 0;
	if (err)
		goto out;
	dlkm_has_nodes = true;
	if (list_empty(&dlkm_nodes)) {
		err = dlkm_add_node(0, DLKM_CONF_DATA.mcd_name);
		goto out;
	}
	list_for_each_entry(node, &dlkm_nodes, link) {
		err = dlkm_make_device(node);
		if (err)
			break;
	}
out:
	mutex_unlock(&dlkm_nodes_lock);
	return err;
}

static void dlkm_release_major(void)
{
	if (dlkm_has_region)
		unregister_chrdev_region(MKDEV(dlkm_drv_info.c_major, 0), DLKM_MINORS);
	dlkm_has_region = false;
}

static void dlkm_release_device(void)
{
	struct dlkm_node *node, *next;

	mutex_lock(&dlkm_nodes_lock);
	list_for_each_entry_safe(node, next, &dlkm_nodes, link)
		dlkm_drop_node(node);
	if (dlkm_class)
		class_destroy(dlkm_class);
	dlkm_class = NULL;
	dlkm_has_nodes = false;
	mutex_unlock(&dlkm_nodes_lock);
	if (dlkm_cdev)
		cdev_del(dlkm_cdev);
	dlkm_cdev = NULL;
	dlkm_release_major();
}
