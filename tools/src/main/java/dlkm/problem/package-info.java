/**
 * What went wrong, where, and what to do about it. A leaf that every package may use.
 *
 * <p>No method here takes or returns null.
 */
package dlkm.problem;
