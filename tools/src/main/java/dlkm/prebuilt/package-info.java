/**
 * Images of modules that were built elsewhere ({@code kmimage}): a module, or a family of them, as
 * it was built for one kernel, in an OCI image. An import puts it where {@code config} puts what it
 * builds. What is read was written by somebody else: it is checked as a whole before any of it is
 * used.
 *
 * <p>No method here takes or returns null.
 */
package dlkm.prebuilt;
