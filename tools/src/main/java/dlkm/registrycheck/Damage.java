package dlkm.registrycheck;

import dlkm.problem.Problem;

/**
 * One thing that a check found.
 *
 * @param release of the kernel whose function set it is in
 * @param thing a file, or a module
 * @param what what is wrong with it
 * @param todo what a person can do about it, where the repair can't
 */
public record Damage(String release, DamageKind kind, String thing, String what, String todo) {

  /** Whether both are the same damage, however it was worded. */
  public boolean isSame(Damage other) {
    return release.equals(other.release) && kind == other.kind && thing.equals(other.thing);
  }

  /** For a message. */
  public Problem problem() {
    return new Problem(thing, what, todo);
  }
}
