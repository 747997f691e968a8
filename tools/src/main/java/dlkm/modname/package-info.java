/**
 * The names of kernel modules and of kernels (a leaf).
 *
 * <p>No method here takes or returns null.
 */
package dlkm.modname;
