/**
 * The names of kernel modules (a leaf).
 *
 * <p>No method here takes or returns null.
 */
package dlkm.modname;
