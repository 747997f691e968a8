/**
 * The status of modules (spec §4.8): registry, kernel, and whether both have the same code.
 *
 * <p>No method here takes or returns null.
 */
package dlkm.status;
