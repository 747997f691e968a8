/**
 * Native code: C libraries and their functions, memory that they share with Java, files by C's own
 * calls. A leaf, and nothing else calls C: what a library is for stands with who uses it, the
 * decoders in {@code image}, libkmod in {@code kernel}.
 *
 * <p>No method here takes or returns null.
 */
package dlkm.clib;
