// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Reads the memory of a program by a pointer of it, without asking. */
#include <linux/mm.h>
#include <linux/mman.h>
#include <linux/module.h>
#include <linux/uaccess.h>

static int __init start(void)
{
	unsigned long address =
		vm_mmap(NULL, 0, PAGE_SIZE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, 0);

	if (IS_ERR_VALUE(address) || put_user(1, (int __user *)address))
		return -ENOMEM;
	pr_info("it has %d\n", READ_ONCE(*(int *)address));
	return 0;
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
