package dlkm.rehearse;

import static java.util.stream.Collectors.partitioningBy;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds in the lines of a report whose code it is about: the first frame in a module from outside
 * the kernel's tree, or else in any module; frames that the kernel itself doubts come last. An
 * address that the kernel can't name any more is looked up in what is known of modules that are
 * gone. A report without any from outside the tree is about the one that it names, or about the
 * only one that the run loaded: what a module spoils is often met by others.
 */
record Culprit(ModuleMap modules, FunctionNames names) {

  private static final Pattern FRAME =
      Pattern.compile(
          "(?:__pfx_)?([A-Za-z_][\\w.]*)\\+0x\\p{XDigit}+/0x\\p{XDigit}+ \\[(\\w+)[^\\]]*\\]");

  /**
   * A function without a place in it: {@code last function: f [m]}, {@code queue:f [m] is
   * flushing}, {@code .next function f [m] did not}, and {@code [<0000000012345678>] f [m]} of an
   * interrupt's handlers.
   */
  private static final Pattern NAMED =
      Pattern.compile("(?:: ?|function |^\\[<.*>\\] )(?:__pfx_)?([A-Za-z_][\\w.]*) \\[(\\w+)\\]");

  /**
   * What the kernel says of data: whose they are counts where the code that used them is nobody's.
   */
  private static final Pattern DATA =
      Pattern.compile(
          "(?:BUG: unable to handle .*|general protection fault, .*|list_(?:add|del) (?:corruption|double add)\\b.*)");

  private static final Pattern ADDRESS =
      Pattern.compile("\\b(?:0x)?(ffffffff[a-f]\\p{XDigit}{7})\\b");

  private static final Pattern SCHEDULING =
      Pattern.compile(
          "scheduling while atomic: |bad: scheduling from the idle thread!|.*\\bkernel/sched/\\w+\\.c:\\d+ ");

  private static final String DOUBTED = " ? ";

  RehearsalFinding blame(RehearsalFinding finding) {
    if (finding.blame().isPresent()) {
      return finding;
    }
    Optional<Blame> found = of(finding.lines());
    boolean isSure = found.filter(blame -> !modules.isKernels(blame.module())).isPresent();
    return finding.by(
        isSure || !finding.kind().isKernels() ? found : named(finding).or(() -> found));
  }

  /**
   * All of them. A function whose last act is to call another leaves no frame: where a task was
   * scheduled that must not be, the next report about the module tells which it was.
   */
  List<RehearsalFinding> blame(List<RehearsalFinding> findings) {
    List<RehearsalFinding> blamed = findings.stream().map(this::blame).toList();
    return blamed.stream()
        .map(
            each ->
                SCHEDULING.matcher(each.summary()).lookingAt()
                    ? each.by(each.blame().map(blame -> named(blame, blamed)))
                    : each)
        .toList();
  }

  private static Blame named(Blame blame, List<RehearsalFinding> findings) {
    return blame.function().isPresent() ? blame : function(blame.module(), findings).orElse(blame);
  }

  private static Optional<Blame> function(String module, List<RehearsalFinding> findings) {
    return findings.stream()
        .filter(each -> each.kind().isKernels())
        .flatMap(each -> each.blame().stream())
        .filter(blame -> blame.module().equals(module) && blame.function().isPresent())
        .findFirst();
  }

  private boolean isOutOfTree(Blame blame) {
    return modules.outOfTree().contains(blame.module());
  }

  /** The first frame in a module from outside the tree. */
  Optional<Blame> ours(List<String> lines) {
    return of(lines).filter(this::isOutOfTree);
  }

  private Optional<Blame> named(RehearsalFinding finding) {
    Set<String> candidates = modules.outOfTree();
    return candidates.stream()
        .filter(module -> isIn(finding.summary(), module))
        .findFirst()
        .map(module -> new Blame(module, Optional.empty()))
        .or(this::onlyOne);
  }

  /** The only module from outside the tree, if it is the only one. */
  Optional<Blame> onlyOne() {
    Set<String> all = modules.outOfTree();
    return all.stream()
        .filter(_ -> all.size() == 1)
        .map(module -> new Blame(module, Optional.<String>empty()))
        .findFirst();
  }

  private static boolean isIn(String text, String module) {
    return Pattern.compile("\\b" + Pattern.quote(module) + "\\b").matcher(text).find();
  }

  Optional<Blame> of(List<String> lines) {
    Optional<Blame> certain =
        first(lines.stream().filter(line -> !line.startsWith(DOUBTED)).toList());
    return certain.or(() -> first(lines));
  }

  private Optional<Blame> first(List<String> lines) {
    Optional<Blame> any = Optional.empty();
    for (String line : dataLast(lines)) {
      for (Blame found : candidates(line)) {
        if (modules.outOfTree().isEmpty() || modules.outOfTree().contains(found.module())) {
          return Optional.of(found);
        }
        any = any.or(() -> Optional.of(found));
      }
    }
    return any;
  }

  private static List<String> dataLast(List<String> lines) {
    var parts = lines.stream().collect(partitioningBy(line -> DATA.matcher(line).matches()));
    return Stream.concat(parts.get(false).stream(), parts.get(true).stream()).toList();
  }

  private List<Blame> candidates(String line) {
    Matcher frame = FRAME.matcher(line);
    if (frame.find()) {
      return List.of(new Blame(frame.group(2), Optional.of(frame.group(1))));
    }
    Matcher named = NAMED.matcher(line);
    if (named.find() && modules.outOfTree().contains(named.group(2))) {
      return List.of(new Blame(named.group(2), Optional.of(named.group(1))));
    }
    Matcher address = ADDRESS.matcher(line);
    return address.results().flatMap(each -> gone(each.group(1)).stream()).toList();
  }

  private Optional<Blame> gone(String digits) {
    long address = Long.parseUnsignedLong(digits, 16);
    return modules.at(address).map(range -> new Blame(range.module(), names.at(range, address)));
  }
}
