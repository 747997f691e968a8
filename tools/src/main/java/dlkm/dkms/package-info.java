/**
 * DKMS's packages of module sources, its tree and its commands, on our own operations: a package is
 * a family of modules, built by {@code config} and registered by {@code update}. Texts and exit
 * statuses are those of DKMS 3.0.10 or 3.2.2 ({@link dlkm.dkms.Dialect}).
 *
 * <p>No method here takes or returns null.
 */
package dlkm.dkms;
