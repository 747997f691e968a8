package dlkm.health;

import dlkm.problem.Problem;

/**
 * Something that is wrong with the machine.
 *
 * @param check the name of what was examined, which scripts may rely on
 * @param kernel the release of the kernel that it is about; empty when it is about all
 * @param problem the thing, what is wrong with it, and the remedy
 */
public record Finding(String check, String kernel, Problem problem) {}
