// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * The life of a wrapped module: what its wrapper says, done with what Linux offers.
 *
 * A Linux exit function can't refuse. So a loaded module has none (the kernel answers EBUSY to
 * delete_module then, and calls the module permanent), and leaves in two steps: writing 1 to its
 * parameter dlkm_unload asks the module, and only when nobody uses it and its _unload() agreed is
 * there an exit function, so that delete_module works. Writing 0 then takes the step back.
 */
#include <linux/notifier.h>
#include <linux/rcupdate.h>

enum dlkm_state { DLKM_NEW, DLKM_LOADED, DLKM_UNLOADED };

static DEFINE_MUTEX(dlkm_lock);		/* one change of state at a time */
static enum dlkm_state dlkm_state;
static void *dlkm_arg;			/* what _load() got and _unload() gets */
static bool dlkm_watching;

/* Close the gate, if nobody is inside. */
static bool dlkm_close_gate(void)
{
	bool idle;

	spin_lock(&dlkm_gate_lock);
	idle = dlkm_users == 0;
	if (idle)
		dlkm_gate = DLKM_DECIDING;
	spin_unlock(&dlkm_gate_lock);
	return idle;
}

/*
 * Opens that were on their way when the gate closed for good leave with an error, in a moment; a
 * reference that stays is another module's, which uses our symbols.
 */
static bool dlkm_settled(int references)
{
	int i;

	for (i = 0; i < 200; i++) {
		if (module_refcount(THIS_MODULE) <= references)
			return true;
		msleep(1);
	}
	return false;
}

/* The wrapper is the developer's: refuse what doesn't fit instead of jumping through it. */
static int dlkm_check_wrapper(void)
{
	struct modlink *link;

	if (DLKM_WRAPPER.mw_rev != MODREV) {
		pr_err("wrong version of the wrapper (EBADVER): mw_rev is %d, this system has %d\n",
		       DLKM_WRAPPER.mw_rev, MODREV);
		/* There is no EBADVER here. */
		return -EPROTO;
	}
	if (!DLKM_WRAPPER.mw_load || !DLKM_WRAPPER.mw_modlink) {
		pr_err("the wrapper has no %s\n", DLKM_WRAPPER.mw_load ? "mw_modlink" : "mw_load");
		return -EINVAL;
	}
	for (link = DLKM_WRAPPER.mw_modlink; link->ml_ops; link++) {
		if (!(link->ml_ops->mo_types & MOD_TYPE(DLKM_CONF_DATA.mcd_type))) {
			pr_err("the wrapper has a %s link, the master file another type\n",
			       link->ml_ops->mo_name);
			return -EINVAL;
		}
	}
	return 0;
}

/* After this call the module serves, or it is as before. The caller holds one reference. */
static int dlkm_load(void)
{
	int err;

	dlkm_arg = NULL;
	err = dlkm_reserve(&dlkm_arg);
	if (err)
		goto out;
	err = dlkm_errno(DLKM_WRAPPER.mw_load(dlkm_arg));
	if (err) {
		pr_err("_load failed: error %d\n", -err);
		goto out;
	}
	/* The kernel may bring users before everything is connected: they wait. */
	dlkm_set_gate(DLKM_DECIDING);
	err = dlkm_connect();
	if (!err) {
		dlkm_set_gate(DLKM_OPEN);
		return 0;
	}
	pr_err("can't be connected: error %d\n", -err);
	dlkm_set_gate(DLKM_GONE);
	if (DLKM_WRAPPER.mw_unload)
		DLKM_WRAPPER.mw_unload(dlkm_arg);
out:
	dlkm_release();
	dlkm_settled(1);
	return err;
}

static void dlkm_module_exit(void)
{
	/* All that matters was done when dlkm_unload was written. */
}

/* Whether delete_module may take the module. */
static void dlkm_set_removable(bool removable)
{
#ifdef CONFIG_MODULE_UNLOAD
	WRITE_ONCE(THIS_MODULE->exit, removable ? dlkm_module_exit : NULL);
#endif
}

static int dlkm_reload(void)
{
	int err;

	/* Fails when delete_module has the module already. */
	if (!try_module_get(THIS_MODULE))
		return -ENODEV;
	err = dlkm_load();
	if (!err) {
		dlkm_state = DLKM_LOADED;
		dlkm_set_removable(false);
		/*
		 * A delete_module that saw the exit function a moment ago must meet our reference:
		 * it doesn't sleep between looking at the one and at the other, so once every task
		 * has slept or left the kernel it has.
		 */
		synchronize_rcu_tasks();
	}
	module_put(THIS_MODULE);
	return err;
}

static int dlkm_unload(void)
{
	int err;

	if (!dlkm_close_gate())
		return -EBUSY;
#ifdef DLKM_STUBS
	synchronize_rcu();
#endif
	if (module_refcount(THIS_MODULE) != 0) {
		dlkm_set_gate(DLKM_OPEN);
		return -EBUSY;
	}
	err = DLKM_WRAPPER.mw_unload ? dlkm_errno(DLKM_WRAPPER.mw_unload(dlkm_arg)) : 0;
	if (err) {
		dlkm_set_gate(DLKM_OPEN);
		pr_info("_unload refused: error %d\n", -err);
		return err;
	}
	dlkm_set_gate(DLKM_GONE);
	dlkm_release();
	dlkm_state = DLKM_UNLOADED;
	if (!dlkm_settled(0)) {
		pr_info("got a dependent while it was being unloaded\n");
		err = dlkm_reload();
		if (err) {
			pr_err("can't be loaded again: error %d\n", -err);
			dlkm_set_removable(true);
		}
		return -EBUSY;
	}
	dlkm_set_removable(true);
	return 0;
}

static int dlkm_unload_set(const char *text, const struct kernel_param *param)
{
	bool unload;
	int err = kstrtobool(text, &unload);

	if (err)
		return err;
	mutex_lock(&dlkm_lock);
	switch (dlkm_state) {
	case DLKM_NEW:
		pr_err("dlkm_unload can only be written when the module is loaded\n");
		err = -EPERM;
		break;
	case DLKM_LOADED:
		err = unload ? dlkm_unload() : 0;
		break;
	case DLKM_UNLOADED:
		err = unload ? 0 : dlkm_reload();
		break;
	}
	mutex_unlock(&dlkm_lock);
	return err;
}

/* Users whom force would leave with a module that is gone; nobody new comes in. */
static void dlkm_await_users(void)
{
	if (module_refcount(THIS_MODULE) > 0)
		pr_warn("removal by force waits until it is not used any more\n");
	while (module_refcount(THIS_MODULE) > 0)
		schedule_timeout_idle(HZ / 10);
}

/*
 * rmmod -f passes by dlkm_unload. While the module still is in memory, take it out of the
 * system; that its _unload() refuses can't be heard any more.
 */
static int dlkm_going(struct notifier_block *block, unsigned long action, void *module)
{
	if (module != THIS_MODULE || action != MODULE_STATE_GOING)
		return NOTIFY_DONE;
	mutex_lock(&dlkm_lock);
	if (dlkm_state == DLKM_LOADED) {
		dlkm_set_gate(DLKM_GONE);
		dlkm_await_users();
		pr_warn("removed by force\n");
		if (DLKM_WRAPPER.mw_unload && DLKM_WRAPPER.mw_unload(dlkm_arg))
			pr_err("_unload refused, which force does not heed\n");
		dlkm_release();
		dlkm_state = DLKM_UNLOADED;
	}
	mutex_unlock(&dlkm_lock);
	return NOTIFY_DONE;
}

static struct notifier_block dlkm_watcher = { .notifier_call = dlkm_going };

/* The kernel frees a module's parameters after its notifiers ran and before its memory goes. */
static void dlkm_unload_free(void *arg)
{
	if (dlkm_watching)
		unregister_module_notifier(&dlkm_watcher);
	dlkm_watching = false;
}

static const struct kernel_param_ops dlkm_unload_ops = {
	.set = dlkm_unload_set,
	.free = dlkm_unload_free,
};
module_param_cb(dlkm_unload, &dlkm_unload_ops, NULL, 0200);
MODULE_PARM_DESC(dlkm_unload, "1: make ready for removal, which the module may refuse; 0: undo that");

/* The texts of the wrapper, for status commands. */
static int dlkm_info_get(char *buffer, const struct kernel_param *param)
{
	struct modlink *link;
	int n = 0;

	if (DLKM_WRAPPER.mw_rev != MODREV || !DLKM_WRAPPER.mw_modlink)
		return -ENODATA;
	for (link = DLKM_WRAPPER.mw_modlink; link->ml_ops; link++) {
		struct mod_type_data *data = link->ml_type_data;

		if (data && data->mtd_info)
			n += scnprintf(buffer + n, PAGE_SIZE - n, "%s\n", data->mtd_info);
	}
	return n;
}

static int dlkm_info_set(const char *text, const struct kernel_param *param)
{
	return -EPERM;
}

static const struct kernel_param_ops dlkm_info_ops = {
	.set = dlkm_info_set,
	.get = dlkm_info_get,
};
module_param_cb(dlkm_info, &dlkm_info_ops, NULL, 0444);
MODULE_PARM_DESC(dlkm_info, "what the module says of itself");

static int __init dlkm_module_init(void)
{
	int err = dlkm_check_wrapper();

	if (err)
		return err;
	err = register_module_notifier(&dlkm_watcher);
	if (err)
		return err;
	dlkm_watching = true;
	mutex_lock(&dlkm_lock);
	err = dlkm_load();
	if (!err) {
		dlkm_state = DLKM_LOADED;
		dlkm_set_removable(false);
	}
	mutex_unlock(&dlkm_lock);
	return err;
}
module_init(dlkm_module_init);
module_exit(dlkm_module_exit);
