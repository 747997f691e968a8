// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Leaves a format of programs. */
#include <linux/binfmts.h>
#include <linux/module.h>

static int load(struct linux_binprm *program)
{
	return -ENOEXEC;
}

static struct linux_binfmt format = { .load_binary = load };

static int __init start(void)
{
	register_binfmt(&format);
	return 0;
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
