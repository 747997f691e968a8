/**
 * What shall be built: the installed modules' files checked against the kernel and against each
 * other, before anything is compiled. Also how those files come there, what they plan, and how
 * planned values reach modules that run already.
 *
 * <p>No method here takes or returns null.
 */
package dlkm.plan;
