package dlkm.state;

import dlkm.declaration.ModuleState;
import java.util.Optional;

/**
 * What an administrator asks for.
 *
 * @param state absent: the best one, that which the developer prefers
 */
public record StateRequest(String module, Optional<ModuleState> state) {}
