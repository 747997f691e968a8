/**
 * The scratch machine: a copy-on-write view of this machine under an installed kernel, a command
 * that runs in it, and the verdict on what the kernel said meanwhile.
 *
 * <p>No method here takes or returns null.
 */
package dlkm.rehearse;
