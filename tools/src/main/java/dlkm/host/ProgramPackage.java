package dlkm.host;

import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Debian's package of a program that a build, or a tool itself, needs. */
public final class ProgramPackage {

  private static final Pattern VERSIONED =
      Pattern.compile("(?:[a-z0-9_]+-linux-gnu-)?(gcc|g\\+\\+|cpp|clang|lld|llvm|rustc)-(\\d+.*)");

  /** Debian's packages, by program, where they have another name. */
  private static final Map<String, String> PACKAGES =
      Map.ofEntries(
          Map.entry("as", "binutils"),
          Map.entry("ld", "binutils"),
          Map.entry("ld.bfd", "binutils"),
          Map.entry("ar", "binutils"),
          Map.entry("nm", "binutils"),
          Map.entry("objcopy", "binutils"),
          Map.entry("objdump", "binutils"),
          Map.entry("readelf", "binutils"),
          Map.entry("strip", "binutils"),
          Map.entry("cc", "gcc"),
          Map.entry("cc1", "cpp"),
          Map.entry("ld.lld", "lld"),
          Map.entry("awk", "mawk"),
          Map.entry("git", "git"),
          Map.entry("python", "python-is-python3"),
          Map.entry("find", "findutils"),
          Map.entry("xargs", "findutils"),
          Map.entry("setsid", "util-linux"),
          Map.entry("flock", "util-linux"),
          Map.entry("depmod", "kmod"),
          Map.entry("mkfs.ext4", "e2fsprogs"),
          Map.entry("e2fsck", "e2fsprogs"),
          Map.entry("debugfs", "e2fsprogs"),
          Map.entry("qemu-system-x86_64", "qemu-system-x86"),
          Map.entry("busybox", "busybox-static"));

  /** Those of the package that every machine has. */
  private static final Set<String> COREUTILS =
      Set.of(
          "basename",
          "cat",
          "chmod",
          "cp",
          "cut",
          "dirname",
          "expr",
          "head",
          "ln",
          "ls",
          "mkdir",
          "mktemp",
          "mv",
          "od",
          "printf",
          "readlink",
          "realpath",
          "rm",
          "sort",
          "stat",
          "tail",
          "test",
          "touch",
          "tr",
          "uname",
          "uniq",
          "wc");

  private ProgramPackage() {}

  /** The package's name: the program's own, unless it is known to have another one. */
  public static String of(String program) {
    Matcher versioned = VERSIONED.matcher(program);
    return versioned.matches()
        ? versioned.group(1) + "-" + versioned.group(2)
        : COREUTILS.contains(program) ? "coreutils" : PACKAGES.getOrDefault(program, program);
  }
}
