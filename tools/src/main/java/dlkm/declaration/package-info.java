/**
 * The configuration language: master files, system files, the HP-UX system file, as text in and
 * records out. The first step of the data's way: what was asked. Nothing here reads or writes a
 * file.
 *
 * <p>Every problem of a text is reported at once, each with its file and line. No method that
 * another package calls takes or returns null.
 */
package dlkm.declaration;
