package dlkm.state;

import dlkm.declaration.ModuleState;
import dlkm.declaration.Phase;
import dlkm.registry.Registration;
import dlkm.registry.Registry;
import java.util.Optional;

/**
 * The state that a module shall have.
 *
 * @param phase the planned loading phase that goes with it
 */
record StateTarget(String module, ModuleState state, Phase phase) {

  /** Whether it is a loadable module that is used. */
  boolean isDynamic() {
    return state == ModuleState.LOADED || state == ModuleState.AUTO;
  }

  /** Whether it needs another image than the registered one, if any: static or loadable. */
  boolean needsImage(Registry registry) {
    Optional<Registration> registered = registry.find(module);
    return switch (state) {
      case UNUSED -> false;
      case STATIC -> registered.filter(Registration::isStatic).isEmpty();
      case LOADED, AUTO -> registered.filter(now -> !now.isStatic()).isEmpty();
    };
  }

  /** Whether an image is one for this state. */
  boolean isFor(Registration image) {
    return image.isStatic() == (state == ModuleState.STATIC);
  }

  /** Whether a registered module becomes static, or is static and becomes something else. */
  boolean movesStatic(Registry registry) {
    boolean isStatic = registry.find(module).filter(Registration::isStatic).isPresent();
    return isStatic != (state == ModuleState.STATIC);
  }
}
