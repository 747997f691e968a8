/**
 * A kernel that is installed, running or not: its release and identity, and where its image,
 * configuration, modules and headers are. The running kernel, what is loaded in it, is package
 * {@code kernel}.
 *
 * <p>No method here takes or returns null.
 */
package dlkm.installedkernel;
