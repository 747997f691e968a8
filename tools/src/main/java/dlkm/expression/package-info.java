/**
 * Integer expressions in C syntax over names, with C's types and conversions (spec §9.4, §3.6). A
 * text is parsed into an {@link dlkm.expression.Expression}, which is evaluated with the values of
 * its names. No expression library on Maven Central has C's integer types, so that this is our own.
 *
 * <p>No method here takes or returns null.
 */
package dlkm.expression;
