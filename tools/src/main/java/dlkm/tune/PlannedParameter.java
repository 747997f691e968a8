package dlkm.tune;

import dlkm.conf.Numbers;
import dlkm.conf.TunableDefault;
import dlkm.conf.TunableRules;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A tunable as {@code kmtune} shows it (spec §4.3).
 *
 * @param tunable what its master file says; absent when only the HP-UX system file has it
 * @param module absent for a parameter of the traditional part of the kernel
 * @param version of the module
 * @param planned the value that the next build takes
 * @param current the value in the running kernel, if that keeps it
 * @param dynamic whether it can be changed while the module is loaded
 * @param file the system file that overrides of it are in
 */
public record PlannedParameter(
    String name,
    Optional<TunableDefault> tunable,
    Optional<String> module,
    Optional<String> version,
    String planned,
    Optional<String> current,
    boolean dynamic,
    Path file) {

  /** Whether only the compiler can tell what number the planned value is. */
  public boolean isFormula() {
    return TunableRules.isFormula(planned);
  }

  /** Whether the running kernel already has the planned value. */
  public boolean isCurrent() {
    return current.filter(value -> same(value, planned)).isPresent();
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
