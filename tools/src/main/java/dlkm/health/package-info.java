/**
 * The state of a machine as a whole: what is wrong, with its remedy, and whether a kernel would
 * come up with its planned modules. Everything is read from the machine's files; nothing is
 * changed.
 *
 * <p>No method here takes or returns null.
 */
package dlkm.health;
