/**
 * The plan: which modules are built how, checked against the kernel and against each other before
 * anything is compiled; and changes of it.
 *
 * <p>No method here takes or returns null.
 */
package dlkm.plan;
