/**
 * Updates, registration and unregistration, of modules and of whole kernels (spec §4.6, §4.7,
 * §6.2): checks first, then live if idle, held if busy, with a rollback when the kernel refuses.
 * And what every command that changes something begins with: the lock, and the recovery of what was
 * cut off.
 *
 * <p>No method here takes or returns null.
 */
package dlkm.update;
