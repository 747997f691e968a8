/**
 * Builds modules for a kernel: the C that connects each to Linux, its build directory, kbuild, once
 * for all that can share a call, and the signature. What was built from the very same inputs before
 * isn't built again.
 *
 * <p>No method here takes or returns null.
 */
package dlkm.kbuild;
