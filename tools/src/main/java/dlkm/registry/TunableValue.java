package dlkm.registry;

import dlkm.declaration.ParameterText;
import dlkm.declaration.TunableTypes;
import dlkm.problem.ProblemException;

/**
 * A tunable as it was configured.
 *
 * @param value the number in decimal, or the text
 * @param compiled whether the value is built into the image; otherwise it is passed as a module
 *     parameter when the module is loaded
 */
public record TunableValue(String name, String value, boolean compiled) {

  /**
   * Checks the value.
   *
   * @throws ProblemException when the kernel can't be given the text as a parameter
   */
  public TunableValue {
    if (!compiled && ParameterText.of(name, value).isEmpty()) {
      throw new ProblemException(name, TunableTypes.PARAMETER, TunableTypes.PARAMETER_RULE);
    }
  }

  /** The value as the kernel takes it for a module parameter: {@code name=value}. */
  public String parameter() {
    return ParameterText.of(name, value).orElseThrow();
  }
}
