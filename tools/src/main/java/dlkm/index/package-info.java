/**
 * What makes the kernel's own loader find our modules: kmod's lookup files, in which our modules
 * are put in place and taken out without reading the others, and text for kmod's configuration made
 * from the registry. Bytes and records in, bytes and text out, no I/O.
 *
 * <p>No method here takes or returns null.
 */
package dlkm.index;
