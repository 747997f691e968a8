// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Lets a program map its pages, and counts who has them. */
#include <linux/module.h>
#include <linux/fs.h>
#include <linux/gfp.h>
#include <linux/miscdevice.h>
#include <linux/mm.h>

static struct page *page;

static vm_fault_t fault(struct vm_fault *fault)
{
	get_page(page);
	fault->page = page;
	return 0;
}

static const struct vm_operations_struct areas = { .fault = fault };

static int map(struct file *file, struct vm_area_struct *area)
{
	area->vm_ops = &areas;
	return 0;
}

static const struct file_operations operations = { .owner = THIS_MODULE, .mmap = map };
static struct miscdevice device = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "good_mapped",
	.fops = &operations,
};

static int __init start(void)
{
	int error;

	page = alloc_page(GFP_KERNEL | __GFP_ZERO);
	if (!page)
		return -ENOMEM;
	error = misc_register(&device);
	if (error)
		__free_page(page);
	return error;
}

static void __exit stop(void)
{
	misc_deregister(&device);
	put_page(page);
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("GPL");
