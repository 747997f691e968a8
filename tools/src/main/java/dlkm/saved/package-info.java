/**
 * Saved configurations (spec §9.1, §9.5): names for generations, each with the plan that belonged
 * to it, and how one of them comes back.
 *
 * <p>No method here takes or returns null.
 */
package dlkm.saved;
