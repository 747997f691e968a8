/**
 * Tunables of modules: planned values, and how they reach loaded modules (spec §4.3).
 *
 * <p>No method here takes or returns null.
 */
package dlkm.tune;
