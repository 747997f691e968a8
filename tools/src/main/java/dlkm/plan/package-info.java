/**
 * What shall be built: the installed modules' files checked against the kernel and against each
 * other, before anything is compiled.
 *
 * <p>No method here takes or returns null.
 */
package dlkm.plan;
