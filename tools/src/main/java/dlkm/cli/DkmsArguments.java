package dlkm.cli;

import dlkm.dkms.Dialect;
import dlkm.dkms.DkmsException;
import dlkm.dkms.DkmsOutput;
import dlkm.dkms.DkmsRequest;
import dlkm.dkms.Framework;
import dlkm.dkms.PackageTree;
import dlkm.modname.KernelRelease;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/** The command line of {@code dkms}, read as DKMS reads it: operands are told by what they are. */
final class DkmsArguments {

  /** DKMS compares only the beginnings of these; one that begins another comes after it. */
  private static final List<String> BEGINNINGS =
      List.of(
          "--module",
          "--kernelver",
          "--templatekernel",
          "--dkmstree",
          "--sourcetree",
          "--installtree",
          "--config",
          "--archive",
          "--arch",
          "--kernelsourcedir",
          "--directive");

  private final CommandLine line;
  private final List<String> releases = new ArrayList<>();
  private final List<String> archs = new ArrayList<>();
  private String action = "";
  private String name = "";
  private String version = "";
  private String directory = "";
  private String archive;

  private DkmsArguments(CommandLine line) {
    this.line = line;
    archive = last(line, "archive").orElse("");
  }

  static Options options() {
    return new Options()
        .addOption(valued("m", "module", "PACKAGE", "the package, or PACKAGE/VERSION"))
        .addOption(Option.builder("v").hasArg().argName("VERSION").desc("its version").get())
        .addOption(
            valued("k", "kernelver", "RELEASE", "a kernel, or RELEASE/ARCH; the running one else"))
        .addOption(valued("a", "arch", "ARCH", "the architecture, a name of directories"))
        .addOption(Arguments.longFlag("all", "all kernels that something was built for"))
        .addOption(Arguments.longFlag("force", "do it again, or in spite of a version check"))
        .addOption(Arguments.longFlag("force-version-override", "skip the version check"))
        .addOption(
            Option.builder("c").hasArg().argName("FILE").desc("instead of the dkms.conf").get())
        .addOption(longValued("directive", "NAME=VALUE", "counts before the dkms.conf"))
        .addOption(longValued("sourcetree", "DIRECTORY", "of sources, instead of /usr/src"))
        .addOption(longValued("dkmstree", "DIRECTORY", "the tree, instead of /var/lib/dkms"))
        .addOption(longValued("installtree", "DIRECTORY", "/lib/modules alone"))
        .addOption(longValued("kernelsourcedir", "DIRECTORY", "of the kernel's headers"))
        .addOption(longValued("config", "FILE", "in place of the kernel's configuration"))
        .addOption(longValued("archive", "FILE", "the archive of mktarball and ldtarball"))
        .addOption(longValued("templatekernel", "RELEASE", "the kernel to match"))
        .addOption(Arguments.longFlag("source-only", "an archive without built modules"))
        .addOption(Arguments.longFlag("binaries-only", "an archive without sources"))
        .addOption(Arguments.longFlag("json", "status as JSON"))
        .addOption(flag("q", "quiet", "print nothing"))
        .addOption(Arguments.longFlag("verbose", "print the steps of a build"))
        .addOption(Arguments.longFlag("rpm_safe_upgrade", "install in spite of a version check"))
        .addOption(Arguments.longFlag("no-depmod", "accepted; no depmod is run"))
        .addOption(Arguments.longFlag("modprobe-on-install", "then load what devices ask for"))
        .addOption(Arguments.longFlag("symlink-modules", "accepted; they are links"))
        .addOption(Arguments.longFlag("no-initrd", "accepted"))
        .addOption(Arguments.longFlag("no-clean-kernel", "accepted"))
        .addOption(Arguments.longFlag("no-prepare-kernel", "accepted"))
        .addOption(Arguments.longFlag("debug", "accepted"))
        .addOption(
            Option.builder("j").hasArg().argName("NUMBER").desc("jobs of a build at once").get())
        .addOption(Arguments.flag("h", "print the actions"))
        .addOption(Arguments.flag("V", "print the version of DKMS that this is like"));
  }

  /** The same with the names that the options have: {@code --kernelversion} is one too. */
  static String[] spelled(String... typed) {
    return Stream.of(typed).map(DkmsArguments::spelled).toArray(String[]::new);
  }

  private static String spelled(String typed) {
    int end = typed.indexOf('=');
    String value = end < 0 ? "" : typed.substring(end);
    return BEGINNINGS.stream()
        .filter(typed::startsWith)
        .findFirst()
        .map(option -> option + value)
        .orElse(typed);
  }

  private static Option valued(String letter, String word, String value, String what) {
    return Option.builder(letter).longOpt(word).hasArg().argName(value).desc(what).get();
  }

  private static Option longValued(String word, String value, String what) {
    return Option.builder().longOpt(word).hasArg().argName(value).desc(what).get();
  }

  private static Option flag(String letter, String word, String what) {
    return Option.builder(letter).longOpt(word).desc(what).get();
  }

  /**
   * Reads a command line.
   *
   * @throws DkmsException for options that don't go together, with DKMS's statuses
   */
  static DkmsArguments read(CommandLine line, DkmsOutput output) {
    DkmsArguments arguments = new DkmsArguments(line);
    for (String module : values(line, "m")) {
      arguments.module(module);
    }
    arguments.version = last(line, "v").orElse(arguments.version);
    for (String kernel : values(line, "k")) {
      arguments.kernel(kernel);
    }
    arguments.archs.addAll(values(line, "a"));
    line.getArgList().forEach(operand -> arguments.operand(operand, output));
    for (String old : List.of("no-initrd", "no-clean-kernel", "no-prepare-kernel")) {
      if (line.hasOption(old)) {
        output.err().say("Deprecated feature: --" + old);
      }
    }
    arguments.check(output.dialect());
    return arguments;
  }

  private static List<String> values(CommandLine line, String option) {
    String[] values = line.getOptionValues(option);
    return values == null ? List.of() : List.of(values);
  }

  /** Of what is there several times, the last counts. */
  private static Optional<String> last(CommandLine line, String option) {
    List<String> values = values(line, option);
    return values.isEmpty() ? Optional.empty() : Optional.of(values.getLast());
  }

  private void module(String text) {
    int slash = text.indexOf('/');
    name = slash < 0 ? text : text.substring(0, slash);
    version = slash < 0 ? version : withoutSlash(text.substring(slash + 1));
  }

  /** A shell that completes the name of a directory adds a slash. */
  private static String withoutSlash(String text) {
    return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }

  private void kernel(String text) {
    int slash = text.indexOf('/');
    releases.add(slash < 0 ? text : text.substring(0, slash));
    if (slash >= 0) {
      archs.add(text.substring(slash + 1));
    }
  }

  private void operand(String operand, DkmsOutput output) {
    Path path = Path.of(operand);
    if (output.dialect().actions().contains(operand)) {
      if (!action.isEmpty()) {
        throw new DkmsException(4, "Cannot specify more than one action.");
      }
      action = operand;
    } else if (operand.endsWith(PackageTree.CONF) && Files.isRegularFile(path)) {
      directory = path.toAbsolutePath().getParent().toString();
    } else if (Files.isRegularFile(path.resolve(PackageTree.CONF))) {
      directory = operand;
    } else if (Files.isRegularFile(path)) {
      archive = operand;
    } else if (name.isEmpty()) {
      module(operand);
    } else {
      output.err().say("Warning: I do not know how to handle " + operand + ".");
    }
  }

  private void check(Dialect dialect) {
    if (line.hasOption("binaries-only") && line.hasOption("source-only")) {
      throw new DkmsException(
          8,
          dialect.sentence("You have specified both --binaries-only and --source-only."),
          "You cannot do this.");
    }
    if (archs.size() > 1 && archs.size() != releases.size()) {
      throw new DkmsException(
          1,
          dialect.sentence("If more than one arch is specified on the command line, then there"),
          "must be an equal number of kernel versions also specified (1:1 relationship).");
    }
    if (line.hasOption("all") && !releases.isEmpty()) {
      throw new DkmsException(
          2,
          dialect.sentence("You cannot specify a kernel version and also specify"),
          "--all on the command line.");
    }
    if (line.hasOption("all") && !archs.isEmpty()) {
      throw new DkmsException(
          3,
          dialect.sentence("You cannot specify an arch and also specify"),
          "--all on the command line.");
    }
    empty("kernelver", releases, dialect);
    empty("arch", archs, dialect);
    for (String release : releases) {
      if (!KernelRelease.isValid(release)) {
        throw new DkmsException(1, "'" + release + "' is not a kernel's release.");
      }
    }
    for (String arch : archs) {
      if (!KernelRelease.isValid(arch)) {
        throw new DkmsException(1, "'" + arch + "' is not an architecture.");
      }
    }
  }

  /** An empty one is none where DKMS takes it for one that isn't there. */
  private void empty(String what, List<String> values, Dialect dialect) {
    int empty = values.indexOf("");
    if (empty >= 0 && dialect.refusesEmptyKernel() && !action.equals("status")) {
      throw new DkmsException(16, "Empty " + what + "[" + empty + "]");
    }
    if (values.equals(List.of(""))) {
      values.clear();
    }
  }

  String action() {
    return action;
  }

  String template() {
    return last(line, "templatekernel").orElse("");
  }

  DkmsRequest request() {
    return new DkmsRequest(
        name,
        version,
        releases,
        archs,
        line.hasOption("all"),
        last(line, "c"),
        new DkmsRequest.Place(directory, archive),
        values(line, "directive"),
        last(line, "kernelsourcedir"),
        last(line, "config"),
        last(line, "j").map(j -> j.equals("0") ? "" : j),
        new DkmsRequest.Flags(
            line.hasOption("force"),
            line.hasOption("force-version-override"),
            line.hasOption("source-only"),
            line.hasOption("binaries-only"),
            line.hasOption("verbose"),
            line.hasOption("rpm_safe_upgrade"),
            line.hasOption("modprobe-on-install")));
  }

  /** The tree that the command line, or else the configuration, names. */
  PackageTree tree(Framework framework) {
    PackageTree configured = framework.tree();
    String installed = last(line, "installtree").orElse("/lib/modules");
    if (!Path.of(installed).normalize().equals(Path.of("/lib/modules"))) {
      throw new DkmsException(
          1,
          "Modules can't be installed to " + installed + ".",
          "They are registered with a kernel of /lib/modules: use --root for another machine's.");
    }
    return new PackageTree(
        configured.host(),
        absolute(last(line, "dkmstree").orElse(configured.tree())),
        absolute(last(line, "sourcetree").orElse(configured.sources())));
  }

  private static String absolute(String directory) {
    if (!directory.startsWith("/")) {
      throw new DkmsException(1, "'" + directory + "' is not an absolute path.");
    }
    return Path.of(directory).normalize().toString();
  }
}
