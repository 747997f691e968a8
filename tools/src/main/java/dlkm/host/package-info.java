/**
 * The machine below its root prefix: the state lock, files and links that change atomically, child
 * processes. A leaf that every package may use.
 *
 * <p>No method here takes or returns null.
 */
package dlkm.host;
