package dlkm.rehearse;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Names what a module left behind, from the lines of the census that are new. */
final class Leaks {

  private static final String SLAB = "/sys/kernel/slab/";

  private static final String TASKS = "/proc/tasks ";

  /** Lines of files: the first that one begins with decides. */
  private static final List<Map.Entry<String, FindingKind>> LINES =
      List.of(
          Map.entry("/proc/devices ", FindingKind.DEVICE_NUMBER),
          Map.entry("/proc/misc ", FindingKind.MISC_DEVICE),
          Map.entry("/proc/filesystems ", FindingKind.FILE_SYSTEM),
          Map.entry("/proc/interrupts ", FindingKind.INTERRUPT),
          Map.entry("/proc/iomem ", FindingKind.IO_REGION),
          Map.entry("/proc/ioports ", FindingKind.IO_REGION),
          Map.entry("/proc/crypto ", FindingKind.CRYPTO),
          Map.entry("/proc/net/protocols ", FindingKind.PROTOCOL),
          Map.entry("/proc/net/ptype ", FindingKind.PROTOCOL),
          Map.entry("/proc/net/netlink ", FindingKind.PROTOCOL),
          Map.entry("/proc/net/tcp", FindingKind.SOCKET),
          Map.entry("/proc/net/udp", FindingKind.SOCKET),
          Map.entry("/proc/net/raw", FindingKind.SOCKET),
          Map.entry("/proc/net/packet ", FindingKind.SOCKET),
          Map.entry("/proc/net/unix ", FindingKind.SOCKET),
          Map.entry("/proc/partitions ", FindingKind.DEVICE),
          Map.entry("/proc/consoles ", FindingKind.DRIVER),
          Map.entry("/proc/tty/", FindingKind.DRIVER),
          Map.entry("/proc/bus/input/handlers ", FindingKind.DRIVER),
          Map.entry("/proc/bus/input/devices ", FindingKind.DEVICE),
          Map.entry("/sys/devices/system/cpu/hotplug/states ", FindingKind.CALLBACK),
          Map.entry("/sys/kernel/tracing/enabled_functions ", FindingKind.PROBE),
          Map.entry("/proc/sysvipc/", FindingKind.IPC_OBJECT),
          Map.entry("/proc/vmallocinfo ", FindingKind.MEMORY),
          Map.entry(TASKS, FindingKind.KERNEL_THREAD),
          Map.entry("/sys/kernel/debug/kprobes/list ", FindingKind.PROBE));

  /** Where there are only names, with or without blanks in them; other lines are nobody's. */
  private static final List<Map.Entry<String, FindingKind>> NAMES =
      List.of(
          Map.entry("/proc/irq/", FindingKind.INTERRUPT),
          Map.entry("/proc/sys/", FindingKind.SYSCTL),
          Map.entry("/proc/", FindingKind.PROC_ENTRY),
          Map.entry("/sys/class/", FindingKind.CLASS_ENTRY),
          Map.entry("/sys/dev/", FindingKind.DEVICE),
          Map.entry("/sys/bus/", FindingKind.DRIVER),
          Map.entry("/sys/devices/", FindingKind.DEVICE),
          Map.entry(SLAB, FindingKind.SLAB_CACHE),
          Map.entry("/sys/kernel/debug/", FindingKind.DEBUGFS_ENTRY),
          Map.entry("/sys/kernel/security/", FindingKind.SECURITYFS_ENTRY),
          Map.entry("/sys/", FindingKind.SYSFS_ENTRY));

  /** A mounted file system has one; no module makes them. The others follow from what is told. */
  private static final List<String> NOT_TOLD =
      List.of("/sys/class/bdi/", "/sys/devices/virtual/bdi/", "/sys/kernel/debug/bdi/");

  /** What is mounted has its place in the directory of its kind of file system. */
  private static final Pattern MOUNTED = Pattern.compile("/(proc|sys)/fs/[^/]+/.*");

  /** The kernel makes one at the first process namespace of each depth and keeps it for good. */
  private static final Pattern PROCESS_NUMBERS = Pattern.compile(SLAB + "pid_\\d+");

  /** The end of a pattern that nothing matches, which stands for itself. */
  private static final String UNMATCHED = "/*";

  private Leaks() {}

  /**
   * Leaks among new objects.
   *
   * @param kernels the kernel's own modules that were there at the end
   */
  static List<RehearsalFinding> of(List<String> fresh, Set<String> kernels) {
    List<RehearsalFinding> leaks = new ArrayList<>();
    for (String line : fresh) {
      if (!line.endsWith(UNMATCHED)
          && !isNotTold(line)
          && !Ciphers.isOne(line)
          && !isCacheOf(line, kernels)
          && !follows(line, fresh)) {
        kind(line).ifPresent(kind -> leaks.add(RehearsalFinding.of(kind, summary(kind, line))));
      }
    }
    return leaks.stream().distinct().toList();
  }

  private static boolean isNotTold(String line) {
    return NOT_TOLD.stream().anyMatch(line::startsWith)
        || MOUNTED.matcher(line).matches()
        || PROCESS_NUMBERS.matcher(line).matches();
  }

  /** A module of the kernel's own makes caches when it is used first, as ext4 for a block size. */
  private static boolean isCacheOf(String line, Set<String> modules) {
    if (!line.startsWith(SLAB)) {
      return false;
    }
    String cache = line.substring(SLAB.length());
    return modules.stream().anyMatch(module -> cache.startsWith(module + "_"));
  }

  /** Something below a new directory, or the same device under its other path. */
  private static boolean follows(String line, List<String> fresh) {
    int slash = line.lastIndexOf('/');
    if (isPath(line) && fresh.contains(line.substring(0, Math.max(slash, 0)))) {
      return !line.startsWith("/sys/class/");
    }
    return line.startsWith("/sys/devices/") && hasOther(line.substring(slash), fresh)
        || line.startsWith("/proc/tasks") && line.contains(" (null)");
  }

  private static boolean hasOther(String name, List<String> fresh) {
    return fresh.stream()
        .anyMatch(
            other ->
                (other.startsWith("/sys/class/") || other.startsWith("/sys/bus/"))
                    && other.endsWith(name));
  }

  private static Optional<FindingKind> kind(String line) {
    return kind(LINES, line).or(() -> kind(NAMES, line));
  }

  private static Optional<FindingKind> kind(
      List<Map.Entry<String, FindingKind>> kinds, String line) {
    return kinds.stream()
        .filter(each -> line.startsWith(each.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  /** Whether it is a name, with or without blanks in it, and no line of a file. */
  private static boolean isPath(String line) {
    return line.indexOf(' ') < 0 || kind(LINES, line).isEmpty() && kind(NAMES, line).isPresent();
  }

  /** A line of a file without the file where the kind says which it is; a path whole. */
  private static String summary(FindingKind kind, String line) {
    if (isPath(line)) {
      return line;
    }
    String rest = line.substring(line.indexOf(' ') + 1).strip();
    if (kind == FindingKind.SOCKET) {
      return SocketLine.shown(line);
    }
    return kind == FindingKind.DEVICE_NUMBER ? rest.substring(rest.indexOf(' ') + 1).strip() : rest;
  }

  /** Whose it is, where only one module can be: it was the only one, or the entry has its name. */
  static Optional<Blame> owner(RehearsalFinding leak, Set<String> modules) {
    if (modules.size() == 1) {
      return Optional.of(new Blame(modules.iterator().next(), Optional.empty()));
    }
    return named(leak, modules)
        .filter(module -> isWord(module, leak.summary()))
        .findFirst()
        .or(() -> named(leak, modules).findFirst())
        .map(module -> new Blame(module, Optional.empty()));
  }

  /** The longest name first: one may begin as another. */
  private static Stream<String> named(RehearsalFinding leak, Set<String> modules) {
    return modules.stream()
        .filter(leak.summary()::contains)
        .sorted(Comparator.comparingInt(String::length).reversed());
  }

  /** Whether a text has that name as a word of its own. */
  static boolean isWord(String name, String text) {
    return Pattern.compile("\\b" + Pattern.quote(name) + "\\b").matcher(text).find();
  }
}
