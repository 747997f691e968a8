/**
 * Loads and unloads registered modules on demand (spec §6.3, §6.4).
 *
 * <p>No method here takes or returns null.
 */
package dlkm.load;
