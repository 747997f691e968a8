/**
 * Configures modules for a kernel: from the plan to an image in the build area (spec §4.4).
 *
 * <p>No method here takes or returns null.
 */
package dlkm.config;
