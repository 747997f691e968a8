/**
 * The modules of a kernel below {@code /lib/modules}: scan, index cache, and the module index. The
 * content of the index is made by package {@code index}.
 *
 * <p>No method here takes or returns null.
 */
package dlkm.modtree;
