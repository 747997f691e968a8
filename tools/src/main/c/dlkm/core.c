// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * A module of the DLKM interface on Linux: what all types share. conf.c includes one <type>.c, which
 * includes this file; DLKM_CONF_DATA and DLKM_WRAPPER, or for a module that is part of the static
 * kernel DLKM_INSTALL, name the module's own objects. Its life is in loadable.c or static.c.
 */
#include <linux/delay.h>
#include <linux/init.h>
#include <linux/mutex.h>
#include <linux/sched.h>
#include <linux/spinlock.h>
#include <linux/wait.h>

/* What each type adds, in the order of a life. */
static int dlkm_reserve(void **arg);	/* before _load(): majors; makes its argument */
static int dlkm_connect(void);		/* after _load(): nodes, registrations */
static void dlkm_release(void);		/* the end, or after any failure: undoes what there is */

/*
 * The gate through which opens and pushes come. While an unload is being decided they wait: if it
 * is refused they go on as if nothing had been asked, if it happens they fail.
 */
enum dlkm_gate { DLKM_GONE, DLKM_DECIDING, DLKM_OPEN };

static DEFINE_SPINLOCK(dlkm_gate_lock);
static DECLARE_WAIT_QUEUE_HEAD(dlkm_gate_wait);
static enum dlkm_gate dlkm_gate;
static unsigned int dlkm_users;		/* inside: opens, pushes */

struct mod_operations gio_mod_ops = {
	"WSIO", MOD_TYPE(MCD_WSIO_CLASS) | MOD_TYPE(MCD_WSIO_INTFC)
};
struct mod_operations str_drv_ops = { "STREAMS driver", MOD_TYPE(MCD_STREAMS_DRV) };
struct mod_operations str_mod_ops = { "STREAMS module", MOD_TYPE(MCD_STREAMS_MOD) };
struct mod_operations mod_misc_ops = { "miscellaneous", MOD_TYPE(MCD_MISC) };

/* The module's positive errno as Linux wants it; one that is negative already is a slip we forgive. */
static int dlkm_errno(int error)
{
	return error > 0 ? -error : error;
}

static void dlkm_set_gate(enum dlkm_gate gate)
{
	spin_lock(&dlkm_gate_lock);
	dlkm_gate = gate;
	spin_unlock(&dlkm_gate_lock);
	wake_up_all(&dlkm_gate_wait);
}

/* Come in, unless what is entered has gone meanwhile. */
static int __maybe_unused dlkm_enter_unless(const bool *gone)
{
	for (;;) {
		enum dlkm_gate gate;

		spin_lock(&dlkm_gate_lock);
		gate = dlkm_gate;
		if (gate == DLKM_OPEN)
			dlkm_users++;
		spin_unlock(&dlkm_gate_lock);
		if (gate == DLKM_OPEN)
			return 0;
		if (gate == DLKM_GONE || READ_ONCE(*gone))
			return -ENXIO;
		if (wait_event_interruptible(dlkm_gate_wait,
					     READ_ONCE(dlkm_gate) != DLKM_DECIDING ||
					     READ_ONCE(*gone)))
			return -ERESTARTSYS;
	}
}

/* Come in; every dlkm_enter() that returned 0 has its dlkm_leave(). */
static int __maybe_unused dlkm_enter(void)
{
	const bool gone = false;

	return dlkm_enter_unless(&gone);
}

/* Come in though the gate is closed: who connects the module looks at what it connects. */
static int __maybe_unused dlkm_enter_connecting(void)
{
	spin_lock(&dlkm_gate_lock);
	dlkm_users++;
	spin_unlock(&dlkm_gate_lock);
	return 0;
}

static void __maybe_unused dlkm_leave(void)
{
	spin_lock(&dlkm_gate_lock);
	dlkm_users--;
	spin_unlock(&dlkm_gate_lock);
}

#ifdef DLKM_STUBS
bool dlkm_stubs_open(void);

/* Whether a stub may call the module; it takes a reference before the next quiescent state of RCU. */
bool dlkm_stubs_open(void)
{
	return READ_ONCE(dlkm_gate) == DLKM_OPEN;
}
#endif

/* The chain of initialisations: each saves this, puts its own here, and calls what it saved. */
static int dlkm_end_of_chain(void)
{
	return 0;
}

int (*dev_init)(void) = dlkm_end_of_chain;

#ifdef DLKM_INSTALL
#include <dlkm/static.c>
#else
#include <dlkm/loadable.c>
#endif
