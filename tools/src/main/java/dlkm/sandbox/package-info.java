/**
 * Where programs run that somebody else wrote: the makefiles and commands of source trees, and what
 * they start. As a user of their own without rights, without network, in a view of the machine's
 * files in which only the build area can be written; what they leave there is data.
 *
 * <p>No method here takes or returns null.
 */
package dlkm.sandbox;
