/**
 * Updates, registration and unregistration (spec §4.6, §6.2): checks first, then live if idle, held
 * if busy, with a rollback when the kernel refuses.
 *
 * <p>No method here takes or returns null.
 */
package dlkm.update;
