package dlkm.declaration;

import dlkm.problem.Where;

/** A line of {@code $INTERFACE}: an interface that the module was built on (spec §3.1). */
public record InterfaceUse(String name, String version, Where where) {}
