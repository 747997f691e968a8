/**
 * What happens without us: the work at shutdown, done by POSIX shell over what a generation holds.
 *
 * <p>No method here takes or returns null.
 */
package dlkm.boot;
