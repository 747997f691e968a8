/**
 * What makes the kernel's own loader find our modules: text for kmod's configuration, made from the
 * registry. Records in, text out, no I/O.
 *
 * <p>No method here takes or returns null.
 */
package dlkm.index;
