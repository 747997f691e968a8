/**
 * The component files of modules (spec §2.1): those that a developer ships in a directory, and
 * those that are installed.
 *
 * <p>No method here takes or returns null.
 */
package dlkm.component;
