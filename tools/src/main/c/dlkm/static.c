// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * The life of a module that is part of the static kernel. Its wrapper is ignored: its _install() is
 * called, then the chain of initialisations. It has no exit function, so that the kernel refuses to
 * unload it.
 */

/* That of a WSIO driver usually is the one of wsio_install_driver(), which is 1 for success. */
static int dlkm_install_failed(int answer)
{
	switch (DLKM_CONF_DATA.mcd_type) {
	case MCD_WSIO_CLASS:
	case MCD_WSIO_INTFC:
		return 0;
	default:
		return dlkm_errno(answer);
	}
}

static int __init dlkm_module_init(void)
{
	void *arg = NULL;
	int err = dlkm_reserve(&arg);

	if (!err)
		err = dlkm_install_failed(DLKM_INSTALL());
	if (err) {
		pr_err("_install failed: error %d\n", -err);
		dlkm_release();
		return err;
	}
	/* From here on nothing can be undone: a static driver has no function that does. */
	dlkm_set_gate(DLKM_DECIDING);
	err = dlkm_errno(dev_init());
	if (!err)
		err = dlkm_connect();
	if (err)
		pr_err("can't be connected: error %d\n", -err);
	dlkm_set_gate(err ? DLKM_GONE : DLKM_OPEN);
	return 0;
}
module_init(dlkm_module_init);
