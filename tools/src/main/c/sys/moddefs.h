/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * The module wrapper: what a loadable module declares so that the system can connect and
 * disconnect it. See dlkm-interface(9).
 */
#ifndef DLKM_SYS_MODDEFS_H
#define DLKM_SYS_MODDEFS_H

#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/moduleparam.h>
#include <linux/string.h>
#include <linux/types.h>

/* The revision of these structures, 1.0; a wrapper with another one is not loaded. */
#define MODREV 10

/* The way the kernel maintains modules of one type; one object for each of the four ways. */
struct mod_operations {
	const char *mo_name;
	unsigned int mo_types;	/* mask of MOD_TYPE() of the types that it serves */
};

extern struct mod_operations gio_mod_ops;	/* WSIO class and interface drivers */
extern struct mod_operations str_drv_ops;	/* STREAMS drivers */
extern struct mod_operations str_mod_ops;	/* STREAMS modules */
extern struct mod_operations mod_misc_ops;	/* everything else */

struct mod_type_data {
	char *mtd_info;		/* the text that status calls show */
	void *mtd_pdata;	/* streams_info_t of a STREAMS driver or module, else NULL */
};

struct modlink {
	struct mod_operations *ml_ops;
	void *ml_type_data;	/* struct mod_type_data */
};

struct mod_conf_data;

struct modwrapper {
	int mw_rev;				/* MODREV */
	int (*mw_load)(void *arg);
	int (*mw_unload)(void *arg);		/* NULL: may always be unloaded */
	void (*mw_halt)(void);			/* not used */
	struct mod_conf_data *mw_conf_data;	/* <module>_conf_data, made by config */
	struct modlink *mw_modlink;		/* ended by an entry whose ml_ops is NULL */
};

/* Text for the kernel's message buffer. */
#define msg_printf(...) printk(KERN_INFO __VA_ARGS__)

/* A tunable whose planned value must fit the int that holds it. */
#define DLKM_FITS_INT(value) \
	_Static_assert((value) >= -2147483647 - 1 && (value) <= 2147483647, \
		       #value " does not fit an int")

/*
 * Initialisation of static drivers, which runs after every _install(): _install() saves it and puts
 * its own there, which calls what was saved. 0 or an errno.
 */
extern int (*dev_init)(void);

#endif
