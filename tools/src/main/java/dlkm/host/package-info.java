/**
 * The machine below its root prefix: places on disk, locks, atomic changes of files and links,
 * child processes. A leaf that every package may use.
 *
 * <p>No method here takes or returns null.
 */
package dlkm.host;
