/**
 * What happens while we aren't there: modules loaded at boot and the work at shutdown, by POSIX
 * shell over what a generation holds. Here that is written down, called by the system, and kept in
 * step: the plans, our scripts in the system's places, the initramfs and what is in it. And what
 * the last boot did is read back.
 *
 * <p>The order at boot and shutdown stands in the shell programs, in {@code src/main/sh}: {@code
 * kminit} (INIT, then the names to load: spec §5.4), {@code kmphase} (BOOT1 and BOOT2, in the
 * initramfs), {@code kmnamed} (a module that is asked for by name), {@code kmmissed} (devices that
 * the preferences of another kernel left without a driver), {@code kmshutdown} (the work at
 * shutdown).
 *
 * <p>No method here takes or returns null.
 */
package dlkm.boot;
