package dlkm.update;

import dlkm.plan.InstalledKernel;
import dlkm.problem.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The check sums of some of the symbols that a kernel and its own modules export, from the {@code
 * Module.symvers} of its headers: a check sum, a tab, the symbol, a tab, and more on each line.
 *
 * @param isComplete whether a symbol that isn't here isn't exported; without headers nobody knows
 */
record KernelSymbols(Map<String, Integer> checkSums, boolean isComplete) {

  static KernelSymbols read(InstalledKernel kernel, Set<String> wanted) {
    Path file;
    try {
      file = kernel.symvers();
    } catch (ProblemException e) {
      // An image can be registered where no headers are; the kernel itself has the last word.
      return new KernelSymbols(Map.of(), false);
    }
    try {
      return new KernelSymbols(scan(Files.readString(file), wanted), true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, Integer> scan(String text, Set<String> wanted) {
    Map<String, Integer> found = new HashMap<>();
    for (int at = 0; at < text.length(); ) {
      int newline = text.indexOf('\n', at);
      int end = newline < 0 ? text.length() : newline;
      int first = text.indexOf('\t', at);
      int second = first < 0 ? -1 : text.indexOf('\t', first + 1);
      if (second > 0 && second < end) {
        String symbol = text.substring(first + 1, second);
        if (wanted.contains(symbol)) {
          found.put(symbol, Integer.parseUnsignedInt(text.substring(at + 2, first), 16));
        }
      }
      at = end + 1;
    }
    return found;
  }

  OptionalInt checkSum(String symbol) {
    Integer sum = checkSums.get(symbol);
    return sum == null ? OptionalInt.empty() : OptionalInt.of(sum);
  }
}
