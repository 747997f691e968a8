/**
 * What makes the kernel's own loader find modules: kmod's lookup files, made from what is known of
 * all modules, or brought up to date for ours alone without reading the others; and text for kmod's
 * configuration made from the registry. Bytes and records in, bytes and text out, no I/O.
 *
 * <p>No method here takes or returns null.
 */
package dlkm.index;
