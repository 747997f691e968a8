/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/* Loading, unloading and status of modules for C programs: modload(3). Link with -ldlkm. */
#ifndef DLKM_MOD_H
#define DLKM_MOD_H

#include <errno.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Errors that Linux hasn't: the nearest of its own. */
#ifndef ENOREG
#define ENOREG ENOPKG	/* not registered */
#endif
#ifndef ERELOC
#define ERELOC ELIBBAD	/* a symbol is missing, or the file was built for another kernel */
#endif
#ifndef EBADVER
#define EBADVER EPROTO	/* revision of the module's wrapper */
#endif

#define MODMAXPATHLEN 4096
#define MODMAXNAMELEN 64
#define MODMAXLINKINFOLEN 256
#define MODMAXLINK 4

/* mss_type */
#define MOD_TY_NONE 0
#define MOD_TY_WSIO 1
#define MOD_TY_STREAMS 2
#define MOD_TY_MISC 3

/* What the module says of itself, one for each text of its wrapper. */
struct mod_specific_stat {
	char mss_linkinfo[MODMAXLINKINFOLEN];
	int mss_type;
	int mss_p0[2];		/* block and character major, -1: none */
	int mss_p1[2];		/* not used: -1 */
};

struct modstatus {
	int ms_id;
	void *ms_base;		/* NULL unless loaded and asked by the superuser; so ms_bss */
	size_t ms_size;
	void *ms_bss;
	size_t ms_bss_size;
	int ms_rev;		/* 0: not loaded, 10: loaded */
	char ms_path[MODMAXPATHLEN];
	int ms_unload_delay;	/* seconds */
	int ms_holdcnt;		/* who uses it, dependents not counted; so ms_depcnt: 0 if not loaded */
	int ms_depcnt;		/* loaded modules that need it */
	struct mod_specific_stat ms_msinfo[MODMAXLINK];
	int ms_reg;		/* 1: registered */
	char ms_version[MODMAXNAMELEN];
	/* ours */
	char ms_name[MODMAXNAMELEN];
	int ms_loaded;
};

/* Loads a registered module, by name or from the file of an absolute path: its id, or -1 and errno. */
int modload(const char *path);

/* Unloads the module of an id, or with 0 every one that can be: 0, or -1 and errno. */
int moduload(long id);

/* The status of the module of an id; with get_next of the first one from that id on. 0, or -1 and errno. */
int modstat(int id, struct modstatus *status, int get_next);

#ifdef __cplusplus
}
#endif

#endif
