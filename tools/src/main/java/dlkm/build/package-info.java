/**
 * Builds one module: the C that connects it to Linux, its build directory, kbuild, signature.
 *
 * <p>No method here takes or returns null.
 */
package dlkm.build;
