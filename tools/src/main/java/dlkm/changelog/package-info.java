/**
 * The change log: which command changed what, when, for whom and why (spec §9.6). One text file,
 * one record a line, appended to in the same step as the change.
 *
 * <p>No method here takes or returns null.
 */
package dlkm.changelog;
