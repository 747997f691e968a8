/**
 * States of modules (spec §9.3): which one each has, now and at the next boot, and changes of them,
 * done together or held together.
 *
 * <p>No method here takes or returns null.
 */
package dlkm.state;
