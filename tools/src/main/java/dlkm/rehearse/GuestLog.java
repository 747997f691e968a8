package dlkm.rehearse;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads findings out of the text of a kernel's console. What was said before the run began is not
 * the run's doing, unless the run never began.
 */
final class GuestLog {

  static final String BEGIN = "kmrehearse: the run begins";

  /** After it, the machine reports no more, and is switched off. */
  static final String END = "kmrehearse: the run ends";

  /** Of one finding, the lines that a person wants to see; the log has all. */
  private static final int LONGEST = 120;

  /** The kernel's first word about the machine's disk. */
  private static final Pattern DISK = Pattern.compile("virtio_blk virtio\\d+: \\[vd[a-z]\\]");

  /** A time in brackets, and the thread or processor where the kernel is built to say it. */
  private static final Pattern PREFIX =
      Pattern.compile("^(?:\\[[ 0-9.]+\\](?:\\[ *[CT]\\d+\\])? ?)+");

  /**
   * Registers, code bytes, names of the machine, and frames that the kernel itself doubts, unless
   * they are in a module: where nothing else is left of a stack, they tell whose it was.
   */
  private static final Pattern NOISE =
      Pattern.compile(
          "^RIP: 0033:.*|^(?:R(?!IP)[A-Z0-9]{2}|FS|CR2|DR\\d|PKRU|Code|Modules linked in|Hardware name|CS|"
              + "Last unloaded|Workqueue|Kernel Offset): ?.*|^ \\? (?!.* \\[\\w+[^\\]]*\\]$).*|^\\s*$");

  private static final Pattern OUT_OF_TREE =
      Pattern.compile("(\\w+): loading out-of-tree module taints kernel\\.");

  private static final Pattern LINKED_IN = Pattern.compile("Modules linked in:(.*)");

  /** A module from outside the tree in that list. */
  private static final Pattern TAINTING = Pattern.compile(" (\\w+)\\([A-Z]*O[A-Z]*[+-]?\\)");

  private static final String CUT = "------------[ cut here ]";

  /**
   * What some checks of the kernel say before the cut: without it, nobody knows whose data it is.
   */
  private static final Pattern BEFORE_CUT =
      Pattern.compile(
          "(?:list_(?:add|del) (?:corruption|double add)|usercopy: Kernel memory"
              + "|detected buffer overflow in )\\b.*");

  private final List<RehearsalFinding> findings = new ArrayList<>();
  private Optional<RehearsalFinding> open = Optional.empty();
  private final List<String> lines = new ArrayList<>();
  private String previous = "";
  private boolean cut;
  private boolean enough;
  private boolean inStack;

  private GuestLog() {}

  /** What the kernel said since the run began. */
  static List<RehearsalFinding> findings(String text) {
    GuestLog log = new GuestLog();
    int begin = text.indexOf(BEGIN);
    text.substring(Math.max(begin, 0)).lines().map(GuestLog::plain).forEach(log::line);
    log.end();
    return log.findings;
  }

  /** The lines of a text that a person wants to see, without their times. */
  static List<String> excerpt(String text) {
    return text.lines().map(GuestLog::plain).filter(GuestLog::isOfUse).limit(LONGEST).toList();
  }

  /** What {@code kmphase} said last: of a boot that ended early, who is most likely to blame. */
  static Optional<String> lastAttempt(String text) {
    Optional<String> last = Optional.empty();
    for (String line : text.lines().toList()) {
      int at = line.indexOf("dlkm: ");
      int loads = line.indexOf(": loads ");
      if (at >= 0 && loads > at) {
        last =
            Optional.of(
                "the last module that was attempted is "
                    + line.substring(loads + ": loads ".length()).strip()
                    + ", in "
                    + line.substring(at + "dlkm: ".length(), loads));
      }
    }
    return last;
  }

  /** The first module from outside the tree that was loaded, if there is one. */
  static Optional<String> outOfTree(String text) {
    return text.lines()
        .map(line -> OUT_OF_TREE.matcher(plain(line)))
        .filter(Matcher::matches)
        .map(found -> found.group(1))
        .findFirst();
  }

  /** The modules from outside the tree that the kernel's reports name as loaded. */
  static Set<String> linkedIn(String text) {
    Set<String> modules = new LinkedHashSet<>();
    LINKED_IN
        .matcher(text)
        .results()
        .flatMap(line -> TAINTING.matcher(line.group(1)).results())
        .forEach(module -> modules.add(module.group(1)));
    return modules;
  }

  /** Whether the kernel announced the machine's end, as it does when a command wants it. */
  static boolean announcesEnd(String text) {
    return text.lines().anyMatch(line -> plain(line).startsWith("reboot: "));
  }

  /** Who ended the machine, as far as the kernel told it: the stack of the call. */
  static List<String> end(String text) {
    return TraceStack.ofEnds(text.lines().map(GuestLog::plain).toList()).stream()
        .findFirst()
        .orElse(List.of());
  }

  /** Whether the kernel said that it does nothing more, as somebody wanted. */
  static boolean isHalted(String text) {
    return text.lines().anyMatch(line -> plain(line).equals("reboot: System halted"));
  }

  /** Whether the machine has a disk, which is a file of the host. */
  static boolean hasDisk(String text) {
    return text.lines().anyMatch(line -> DISK.matcher(plain(line)).lookingAt());
  }

  private static String plain(String line) {
    return PREFIX.matcher(line).replaceFirst("").stripTrailing();
  }

  private static boolean isOfUse(String line) {
    return !NOISE.matcher(line).matches();
  }

  private void line(String line) {
    if (line.startsWith(CUT)) {
      end();
      cut = true;
      if (BEFORE_CUT.matcher(previous).lookingAt()) {
        lines.add(previous);
      }
      return;
    }
    previous = line;
    Optional<FindingKind> kind = Headlines.kind(line);
    if (isComplaint() && kind.isEmpty()) {
      inStack |= line.startsWith("CPU: ");
      if (!inStack && !Complaints.isMore(line)) {
        end();
      }
    }
    if (kind.isPresent() && belongs(kind.get())) {
      enough |= kind.get() == FindingKind.PANIC;
    } else if (kind.isPresent()) {
      begin(kind.get(), line);
    }
    if ((cut || open.isPresent()) && !enough && lines.size() < LONGEST && isOfUse(line)) {
      lines.add(line);
    }
    if (line.startsWith("---[ end ") || line.equals(" </TASK>") && !goesOn()) {
      end();
    }
  }

  /** Whether more may follow a stack. */
  private boolean goesOn() {
    inStack = false;
    return mayPanic() || isComplaint();
  }

  private boolean isComplaint() {
    return open.map(RehearsalFinding::kind).equals(Optional.of(FindingKind.COMPLAINT));
  }

  /** After the trace of a locked processor comes the panic that we asked for. */
  private boolean mayPanic() {
    return open.map(RehearsalFinding::kind)
        .filter(kind -> kind == FindingKind.SOFT_LOCKUP || kind == FindingKind.HARD_LOCKUP)
        .isPresent();
  }

  /** What was said between the cut and the headline is the warning's own text. */
  private void begin(FindingKind kind, String line) {
    List<String> text = cut && isCut(kind, line) ? List.copyOf(lines) : List.of();
    end();
    lines.addAll(text);
    String summary = text.isEmpty() ? line : text.getFirst();
    String name = kind.shown() + ": ";
    open =
        Optional.of(
            RehearsalFinding.of(
                kind, summary.startsWith(name) ? summary.substring(name.length()) : summary));
  }

  /** Whether the kernel puts the cut before it: a driver may have printed one long ago. */
  private static boolean isCut(FindingKind kind, String line) {
    return kind == FindingKind.WARNING
        || line.startsWith("kernel BUG ")
        || line.startsWith("UBSAN: ");
  }

  /**
   * Whether a headline is part of the open finding: an oops says what it is in several lines, and a
   * processor that is locked up is made to panic by ourselves.
   */
  private boolean belongs(FindingKind next) {
    if (open.isEmpty()) {
      return false;
    }
    return switch (open.get().kind()) {
      case OOPS, BUG -> next == FindingKind.OOPS;
      case SOFT_LOCKUP, HARD_LOCKUP -> next == FindingKind.PANIC;
      case RCU_STALL -> next == FindingKind.RCU_STALL;
      default -> false;
    };
  }

  private void end() {
    open.ifPresent(each -> findings.add(RehearsalFinding.of(each.kind(), each.summary(), lines)));
    open = Optional.empty();
    lines.clear();
    cut = false;
    enough = false;
    inStack = false;
  }
}
