/**
 * Loads and unloads registered modules on demand, and the rules of when a module may be loaded or
 * unloaded, whoever does it (spec §6.3, §6.4).
 *
 * <p>No method here takes or returns null.
 */
package dlkm.load;
