package dlkm.declaration;

import dlkm.problem.Where;

/**
 * A module that this one needs, from {@code $DRIVER_DEPENDENCY}, where field 1 is the module itself
 * and the others are what it needs (spec §3.1, §10.3).
 */
public record Dependency(String module, Where where) {}
