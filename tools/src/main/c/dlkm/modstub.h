/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * What the stub module and the modules behind its stubs share; the C that config generates for both
 * includes it. modstub.c says how they find each other.
 */
#ifndef DLKM_MODSTUB_H
#define DLKM_MODSTUB_H

#include <linux/list.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/ratelimit.h>
#include <linux/wait.h>

/* The first member of what a module exports about its functions. */
struct modstub_table {
	struct module *owner;
	const void *key;		/* exported by the stub module */
	bool (*open)(void);		/* whether calls may come in; NULL: as long as it is loaded */
};

/* A module whose init function may not wait for the one behind the stubs to be loaded. */
struct modstub_init {
	const char *module;
	struct task_struct *task;	/* that runs its init function; NULL: none does */
};

/* The stubs of one module. */
struct modstub {
	const char *module;
	const char *symbol;		/* of its table */
	const void *key;
	struct modstub_init *inits;	/* itself and what it needs; the last one has no name */
	const struct modstub_table __rcu *table; /* of the module that is loaded */
	unsigned int departures;	/* how often one has left */
	unsigned long left;		/* when the last one did, in jiffies */
	struct mutex loading;
	wait_queue_head_t changed;
	struct ratelimit_state messages;
};

#define MODSTUB_INIT(name, of, table_symbol, key_address, init_list) {		\
	.module = of,								\
	.symbol = table_symbol,							\
	.key = key_address,							\
	.inits = init_list,							\
	.loading = __MUTEX_INITIALIZER(name.loading),				\
	.changed = __WAIT_QUEUE_HEAD_INITIALIZER(name.changed),			\
	.messages = RATELIMIT_STATE_INIT(name, DEFAULT_RATELIMIT_INTERVAL, 1),	\
}

const void *modstub_enter(struct modstub *stub, const char *function);
void modstub_leave(const struct modstub_table *table);

extern struct modstub *const modstubs[];	/* all of them; the last one is NULL */

#endif
