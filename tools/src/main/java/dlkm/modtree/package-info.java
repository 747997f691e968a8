/**
 * The modules of a kernel as they lie below {@code /lib/modules}: found, read, remembered, and put
 * into kmod's index. What the index holds of them is for package {@code index} to say.
 *
 * <p>No method here takes or returns null.
 */
package dlkm.modtree;
