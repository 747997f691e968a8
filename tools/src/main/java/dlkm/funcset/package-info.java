/**
 * A kernel's function set directory and its generations: everything that belongs together is
 * written aside, flushed, and made current by one rename of one link.
 *
 * <p>No method here takes or returns null.
 */
package dlkm.funcset;
