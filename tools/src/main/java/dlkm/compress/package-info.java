/**
 * Compressed files: how they are compressed, and the two ways to unpack them, in memory and by a
 * child process.
 *
 * <p>No method here takes or returns null.
 */
package dlkm.compress;
