package dlkm.rehearse;

import java.util.Optional;

/**
 * Whose code a finding is about.
 *
 * @param function absent where only the module is known
 */
public record Blame(String module, Optional<String> function) {

  /** {@code function [module]}, as the kernel writes it. */
  public String shown() {
    return function.map(name -> name + " ").orElse("") + "[" + module + "]";
  }
}
