package dlkm.tune;

import dlkm.declaration.Numbers;
import dlkm.declaration.TunableContent;
import dlkm.declaration.TunableDefault;
import java.math.BigInteger;
import java.util.Optional;

/**
 * A tunable as {@code kmtune} shows it: its planned, running and default value side by side (spec
 * §4.3, §9.4).
 *
 * @param declared what its master file says; absent when only the HP-UX system file has it, or when
 *     it is a parameter of another module
 * @param module absent for a parameter of the traditional part of the kernel
 * @param version of the module
 * @param override the planned value as it is written; absent: the default is followed
 * @param planned the value that the next build takes; absent when it can't be computed
 * @param defaultValue the value without the override
 * @param current the value in the running kernel, if that shows it
 * @param dynamic whether it can be changed while the module is loaded
 * @param file what its planned value stands in; absent for another module's parameter
 */
public record TunableStatus(
    String name,
    Optional<TunableDefault> declared,
    Optional<String> module,
    Optional<String> version,
    Optional<String> override,
    Optional<TunableContent> planned,
    Optional<TunableContent> defaultValue,
    Optional<String> current,
    boolean dynamic,
    Optional<OverrideFile> file) {

  /** Whether the running kernel already has the planned value. */
  public boolean isCurrent() {
    return planned.isPresent()
        && current.filter(value -> same(value, planned.get().text())).isPresent();
  }

  /** The same number or the same word; the kernel shows a bool as Y or N. */
  private static boolean same(String running, String planned) {
    Optional<BigInteger> number = Numbers.of(running);
    if (number.isPresent()) {
      return number.equals(Numbers.of(planned));
    }
    String word =
        switch (running) {
          case "Y" -> "1";
          case "N" -> "0";
          default -> running;
        };
    return running.equals(planned) || word.equals(planned);
  }
}
