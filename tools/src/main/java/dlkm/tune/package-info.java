/**
 * Tunables of modules: planned values, and how they reach registrations and loaded modules (spec
 * §4.3, §9.4).
 *
 * <p>No method here takes or returns null.
 */
package dlkm.tune;
