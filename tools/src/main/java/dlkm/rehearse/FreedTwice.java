package dlkm.rehearse;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Pages that were freed though nobody had them, from the trace of the run: an event {@code again}
 * and its stack. The kernel itself doesn't look, and goes wrong much later.
 */
final class FreedTwice {

  private static final Pattern EVENT = Pattern.compile(": again: \\(.*\\) page=(0x\\p{XDigit}+)");

  private FreedTwice() {}

  /**
   * One for each stack. The place of the counter in a page differs among kernels: where the kernel
   * itself seems to do so, it is another one.
   */
  static List<RehearsalFinding> of(List<String> trace, Culprit culprit) {
    Map<List<String>, RehearsalFinding> all = new LinkedHashMap<>();
    for (int i = 0; i < trace.size(); i++) {
      Matcher event = EVENT.matcher(trace.get(i));
      if (event.find()) {
        List<String> stack = TraceStack.at(trace, i + 1);
        RehearsalFinding finding =
            RehearsalFinding.of(
                FindingKind.BUG, "pages at " + event.group(1) + " were freed twice", stack);
        all.putIfAbsent(stack, finding.by(culprit.of(stack)));
      }
    }
    Set<String> outOfTree = culprit.modules().outOfTree();
    boolean isCertain =
        all.values().stream()
            .allMatch(
                each -> each.blame().map(Blame::module).filter(outOfTree::contains).isPresent());
    return isCertain ? List.copyOf(all.values()) : List.of();
  }
}
