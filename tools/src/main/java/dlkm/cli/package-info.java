/**
 * The km* tools: a class a tool, which parses, calls an operation, and prints.
 *
 * <p>No method here takes or returns null.
 */
package dlkm.cli;
