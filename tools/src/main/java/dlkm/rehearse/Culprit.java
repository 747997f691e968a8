package dlkm.rehearse;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds in the lines of a report whose code it is about: the first frame in a module from outside
 * the kernel's tree, or else in any module. An address that the kernel can't name any more is
 * looked up in what is known of modules that are gone.
 */
record Culprit(ModuleMap modules, FunctionNames names) {

  private static final Pattern FRAME =
      Pattern.compile("([A-Za-z_][\\w.]*)\\+0x\\p{XDigit}+/0x\\p{XDigit}+ \\[(\\w+)[^\\]]*\\]");

  private static final Pattern ADDRESS =
      Pattern.compile("\\b(?:0x)?(ffffffff[a-f]\\p{XDigit}{7})\\b");

  RehearsalFinding blame(RehearsalFinding finding) {
    return finding.blame().isPresent() ? finding : finding.by(of(finding.lines()));
  }

  Optional<Blame> of(List<String> lines) {
    Optional<Blame> any = Optional.empty();
    for (String line : lines) {
      for (Blame found : candidates(line)) {
        if (modules.outOfTree().isEmpty() || modules.outOfTree().contains(found.module())) {
          return Optional.of(found);
        }
        any = any.or(() -> Optional.of(found));
      }
    }
    return any;
  }

  private List<Blame> candidates(String line) {
    Matcher frame = FRAME.matcher(line);
    if (frame.find()) {
      return List.of(new Blame(frame.group(2), Optional.of(frame.group(1))));
    }
    Matcher address = ADDRESS.matcher(line);
    return address.results().flatMap(each -> gone(each.group(1)).stream()).toList();
  }

  private Optional<Blame> gone(String digits) {
    long address = Long.parseUnsignedLong(digits, 16);
    return modules.at(address).map(range -> new Blame(range.module(), names.at(range, address)));
  }
}
