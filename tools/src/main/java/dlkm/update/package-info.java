/**
 * Puts built modules in place of registered ones (spec §4.6, §6.2): checks first, then live when
 * idle, at shutdown when busy, and back to what was when the kernel refuses.
 *
 * <p>No method here takes or returns null.
 */
package dlkm.update;
