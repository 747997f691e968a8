/**
 * The registry examined (spec §4.10): {@link dlkm.registrycheck.SetCheck} compares every record
 * with the images on disk, the files that are made of the registry, and the kernel's module index;
 * {@link dlkm.registrycheck.SetRepair} puts back what can be derived from what is intact.
 *
 * <p>No method here takes or returns null.
 */
package dlkm.registrycheck;
