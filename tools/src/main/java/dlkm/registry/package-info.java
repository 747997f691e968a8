/**
 * What is registered with a kernel: one text file a kernel, in each generation of its function set
 * (spec §3.5, §5.1; the format is described in dlkm-registry(5)). Which kernel's it is, {@code
 * funcset/FunctionSet} decides (spec §4.10).
 *
 * <p>No method here takes or returns null.
 */
package dlkm.registry;
