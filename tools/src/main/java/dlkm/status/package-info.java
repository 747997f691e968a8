/**
 * The status of modules (spec §4.8): what the registry says, what the kernel says, and whether both
 * speak of the same code.
 *
 * <p>No method here takes or returns null.
 */
package dlkm.status;
