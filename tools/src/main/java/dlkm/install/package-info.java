/**
 * Installs, updates and deletes the component files of modules (spec §4.1).
 *
 * <p>No method here takes or returns null.
 */
package dlkm.install;
