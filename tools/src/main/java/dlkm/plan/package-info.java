/**
 * The plan: modules to build, checked against the kernel and each other before anything is
 * compiled; and changes of the plan, which {@code update} makes.
 *
 * <p>No method here takes or returns null.
 */
package dlkm.plan;
