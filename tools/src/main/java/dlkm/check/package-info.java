/**
 * Whether a kernel would load a module: the checks of its loader (Linux 6.1, kernel/module and
 * arch/x86/kernel/module.c), in the loader's order, each thing in a file of its own, and with the
 * kernel's own words for what it refuses.
 *
 * <p>No method here takes or returns null.
 */
package dlkm.check;
