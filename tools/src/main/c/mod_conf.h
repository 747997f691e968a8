/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * The configuration data that config makes of a module's master and system files
 * (<module>_conf_data in conf.c) and that the module's wrapper points at.
 */
#ifndef DLKM_MOD_CONF_H
#define DLKM_MOD_CONF_H

#include <sys/moddefs.h>

/* The types of $TYPE. */
enum mod_conf_type {
	MCD_WSIO_CLASS,
	MCD_WSIO_INTFC,
	MCD_STREAMS_MOD,
	MCD_STREAMS_DRV,
	MCD_MISC,
};

#define MOD_TYPE(type) (1u << (type))

struct pci_device_id;

struct mod_conf_data {
	const char *mcd_name;
	const char *mcd_version;
	enum mod_conf_type mcd_type;
	const char *mcd_class;	/* field 3 of $TYPE, "" without one */
	int mcd_b_major;	/* -1: dynamic */
	int mcd_c_major;	/* -1: dynamic */
	int mcd_ldisc;		/* line discipline of a STREAMS module */
	const struct pci_device_id *mcd_pci_ids;
};

/*
 * A tunable that the module's own space.h defines. Its C type is the module's choice, so the
 * parameter's kind follows the variable.
 */
#define DLKM_PARAM_OPS(variable) _Generic((variable), \
	int: &param_ops_int, \
	unsigned int: &param_ops_uint, \
	short: &param_ops_short, \
	unsigned short: &param_ops_ushort, \
	long: &param_ops_long, \
	unsigned long: &param_ops_ulong, \
	unsigned char: &param_ops_byte, \
	bool: &param_ops_bool, \
	char *: &param_ops_charp)

#define DLKM_TUNABLE(name, variable, mode) \
	module_param_cb(name, DLKM_PARAM_OPS(variable), &variable, mode); \
	__MODULE_PARM_TYPE(name, "tunable")

#endif
