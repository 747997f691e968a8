// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * The stub module: functions of modules that need not be loaded. It exports them under their names;
 * a call loads the module and then runs its function.
 *
 * The module behind a stub exports a table of its functions. When it has become live it is looked up
 * under a name that both know, so that nothing here depends on the module. It depends on us, by the
 * key to which its table points: an object of ours whose name has a hash of the declarations, and
 * whose type has all their types. With others the kernel doesn't load the module.
 *
 * A call holds a reference to the module, so that the kernel refuses to unload it. The table is
 * forgotten when the module goes, before its memory does.
 */
#include <linux/async.h>
#include <linux/delay.h>
#include <linux/init.h>
#include <linux/kmod.h>
#include <linux/notifier.h>
#include <linux/preempt.h>
#include <linux/rcupdate.h>
#include <linux/sched/signal.h>

/* An update loads the new image at once: who asks for the old one in between would be in its way. */
#define MODSTUB_PAUSE	(HZ / 10)
#define MODSTUB_POLL	(HZ / 100 + 1)
#define MODSTUB_PATIENCE	(10 * HZ)
#define MODSTUB_REQUESTS	5

/* The functions of the module, with a reference to it; NULL: it isn't there. In any context. */
static const struct modstub_table *modstub_get(struct modstub *stub)
{
	const struct modstub_table *table;

	rcu_read_lock();
	table = rcu_dereference(stub->table);
	if (table && ((table->open && !table->open()) || !try_module_get(table->owner)))
		table = NULL;
	rcu_read_unlock();
	return table;
}

static bool modstub_is_known(struct modstub *stub)
{
	return rcu_access_pointer(stub->table) != NULL;
}

/* Whether this task is what the module waits for. */
static bool modstub_is_init(struct modstub *stub)
{
	struct modstub_init *init;

	for (init = stub->inits; init->module; init++) {
		if (READ_ONCE(init->task) == current)
			return true;
	}
	return false;
}

static bool modstub_may_sleep(void)
{
	return preemptible() && !rcu_preempt_depth();
}

/* How long to wait for what happens anyway: the end of an unload, or of the update it is part of. */
static long modstub_pause(struct modstub *stub)
{
	long pause;

	if (modstub_is_known(stub))
		return MODSTUB_POLL;
	if (!READ_ONCE(stub->departures))
		return 0;
	pause = (long)(READ_ONCE(stub->left) + MODSTUB_PAUSE - jiffies);
	return clamp_t(long, pause, 0, MODSTUB_PAUSE);
}

/* Load the module; the answer is an error of ours, or modprobe's status. Other callers wait. */
static int modstub_load(struct modstub *stub, const struct modstub_table **table)
{
	unsigned long end = jiffies + MODSTUB_PATIENCE;
	int requests = 0;

	while (requests < MODSTUB_REQUESTS && time_before(jiffies, end)) {
		unsigned int departures = READ_ONCE(stub->departures);
		bool known = modstub_is_known(stub);
		long pause = modstub_pause(stub);
		int err = 0;

		if (fatal_signal_pending(current))
			return -EINTR;
		if (pause) {
			wait_event_killable_timeout(stub->changed, modstub_is_known(stub) != known,
						    pause);
		} else {
			err = request_module("%s", stub->module);
			requests++;
		}
		*table = modstub_get(stub);
		if (*table)
			return 0;
		/* It was still there, and in the way of itself, if it has left meanwhile. */
		if (err && !modstub_is_known(stub) && departures == READ_ONCE(stub->departures))
			return err;
	}
	return requests < MODSTUB_REQUESTS ? -EAGAIN : -ENOENT;
}

/*
 * Begin a call of a function: its module's table, which modstub_leave() gives back, or NULL when the
 * caller has to do without.
 */
const void *modstub_enter(struct modstub *stub, const char *function)
{
	const struct modstub_table *table = modstub_get(stub);
	int err;

	if (table)
		return table;
	if (!modstub_may_sleep()) {
		if (__ratelimit(&stub->messages))
			pr_warn("%s: %s is not loaded, and the caller can't sleep: refused\n",
				function, stub->module);
		return NULL;
	}
	if (modstub_is_init(stub) || current_is_async()) {
		if (__ratelimit(&stub->messages))
			pr_warn("%s: %s is not loaded, and waits for the caller: refused\n",
				function, stub->module);
		return NULL;
	}
	err = mutex_lock_killable(&stub->loading);
	if (!err) {
		table = modstub_get(stub);
		if (!table)
			err = modstub_load(stub, &table);
		mutex_unlock(&stub->loading);
	}
	if (err && __ratelimit(&stub->messages)) {
		if (err > 0)
			pr_warn("%s: %s can't be loaded: modprobe ended with %d\n", function,
				stub->module, err >> 8 ? err >> 8 : err);
		else
			pr_warn("%s: %s can't be loaded: error %d\n", function, stub->module, -err);
	}
	return table;
}

/* The end of a call. */
void modstub_leave(const struct modstub_table *table)
{
	module_put(table->owner);
}

/* Take the table of a module that is live. */
static void modstub_connect(struct modstub *stub)
{
	const struct modstub_table *table = __symbol_get(stub->symbol);

	if (!table)
		return;
	if (table->key == stub->key && !modstub_is_known(stub)) {
		rcu_assign_pointer(stub->table, table);
		wake_up_all(&stub->changed);
	}
	module_put(table->owner);
}

/* Its init function failed, or its exit function has run: nobody is inside, nobody comes in. */
static void modstub_disconnect(struct modstub *stub)
{
	if (!modstub_is_known(stub))
		return;
	RCU_INIT_POINTER(stub->table, NULL);
	WRITE_ONCE(stub->left, jiffies);
	WRITE_ONCE(stub->departures, stub->departures + 1);
	synchronize_rcu();
	wake_up_all(&stub->changed);
}

static int modstub_notify(struct notifier_block *block, unsigned long state, void *data)
{
	const struct module *module = data;
	struct task_struct *task = state == MODULE_STATE_COMING ? current : NULL;
	struct modstub *const *stub;
	struct modstub_init *init;

	for (stub = modstubs; *stub; stub++) {
		for (init = (*stub)->inits; init->module; init++) {
			if (!strcmp(init->module, module->name))
				WRITE_ONCE(init->task, task);
		}
		if (strcmp((*stub)->module, module->name))
			continue;
		if (state == MODULE_STATE_LIVE)
			modstub_connect(*stub);
		else if (state == MODULE_STATE_GOING)
			modstub_disconnect(*stub);
	}
	return NOTIFY_DONE;
}

static struct notifier_block modstub_notifier = { .notifier_call = modstub_notify };

static int __init modstub_module_init(void)
{
	struct modstub *const *stub;
	int err = register_module_notifier(&modstub_notifier);

	if (err)
		return err;
	/* A module that is static too may have been loaded before us. */
	for (stub = modstubs; *stub; stub++)
		modstub_connect(*stub);
	return 0;
}
module_init(modstub_module_init);
