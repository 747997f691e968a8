package dlkm.conf;

import dlkm.problem.Where;
import java.util.Optional;

/**
 * A line of the master file's {@code $TUNABLE} (spec §3.1).
 *
 * @param name a C identifier: the tunable is a global variable of the module (spec §3.6)
 * @param value its default: a number, a formula, or for a native module any word
 * @param minimum the least value allowed; a number or a formula
 */
public record TunableDefault(String name, String value, Optional<String> minimum, Where where) {}
