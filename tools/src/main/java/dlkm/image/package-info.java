/**
 * The built module read back: what is in an ELF relocatable file that the kernel would load,
 * unpacked by the machine's own libraries where it is packed. Bytes in, records out, no I/O.
 *
 * <p>No method here takes or returns null; what a module lacks is an empty {@code Optional} or an
 * empty list.
 */
package dlkm.image;
