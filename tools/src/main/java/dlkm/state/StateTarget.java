package dlkm.state;

import dlkm.declaration.ModuleState;
import dlkm.declaration.Phase;

/**
 * The state that a module shall have.
 *
 * @param phase the planned loading phase that goes with it
 * @param wasStatic whether it was planned static before
 */
record StateTarget(String module, ModuleState state, Phase phase, boolean wasStatic) {

  /** Whether it is a loadable module that is used. */
  boolean isDynamic() {
    return state == ModuleState.LOADED || state == ModuleState.AUTO;
  }

  /** Whether it becomes part of a whole kernel. */
  boolean becomesStatic() {
    return state == ModuleState.STATIC && !wasStatic;
  }
}
