/**
 * The Linux kernel that runs: what is loaded in it, who uses it, and the three calls that change
 * it. Questions are answered from {@code /proc} and {@code /sys}, so that they work below another
 * root and cost no native call; {@code Libkmod} alone calls C.
 *
 * <p>No method here takes or returns null. What the kernel refuses is an {@code Outcome.Refused}
 * with its error number and its own words, never an exception.
 */
package dlkm.kernel;
