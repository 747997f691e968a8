package dlkm.kbuild;

import dlkm.host.Child;
import dlkm.host.NewFiles;
import dlkm.host.ProcessGroup;
import dlkm.installedkernel.InstalledKernel;
import dlkm.installedkernel.KernelConfiguration;
import dlkm.installedkernel.KernelPrograms;
import dlkm.sandbox.Sandbox;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One call of the kernel's build system, over one tree or over a folder of several. What is run
 * stands in {@code config.mod}, the makefile of spec §2.2, so that a person can run it again.
 *
 * @param directory what kbuild compiles
 * @param log where its output goes
 */
record KbuildRun(InstalledKernel kernel, Path directory, List<BuildTree> trees, Path log) {

  /** What kbuild leaves in the directory that it was called for. */
  static final List<String> MADE =
      List.of(Symvers.FILE, "modules.order", ".Module.symvers.cmd", ".modules.order.cmd");

  /** CONFIG_CLANG_VERSION is MAJOR * 10000 + MINOR * 100 + PATCH (scripts/cc-version.sh). */
  private static final int CLANG_MAJOR = 10_000;

  private static final String COMPILER = "DLKM_CC";
  private static final String LINKER = "DLKM_LD";
  private static final List<String> PROGRAMS = List.of(COMPILER, LINKER);

  /** A call for one tree, in place. */
  static KbuildRun single(InstalledKernel kernel, BuildTree tree, Path log) {
    return new KbuildRun(kernel, tree.directory(), List.of(tree), log);
  }

  /** One call for several trees that are folders of {@code directory}. */
  static KbuildRun shared(InstalledKernel kernel, Path directory, List<BuildTree> trees, Path log)
      throws IOException {
    StringBuilder kbuild = new StringBuilder("# made by config: one call builds all of these\n");
    for (BuildTree tree : trees) {
      kbuild.append("obj-m += ").append(tree.directory().getFileName()).append("/\n");
    }
    NewFiles.write(directory.resolve("Kbuild"), kbuild);
    return new KbuildRun(kernel, directory, trees, log);
  }

  /**
   * Writes the makefile.
   *
   * @param symbols files in the form of {@code Module.symvers} with what the declared dependencies
   *     export
   */
  void write(List<Path> symbols) throws IOException {
    NewFiles.write(directory.resolve(Builder.MAKEFILE), makefile(symbols));
  }

  /**
   * Starts make.
   *
   * @param group make and all that it starts
   */
  Process start(ProcessGroup group, Sandbox sandbox, int jobs) throws IOException {
    List<String> make = List.of("make", "-j" + jobs, "-f", Builder.MAKEFILE);
    return group.start(sandbox.command(directory, make), directory, log);
  }

  /**
   * What make would do for one tree, without doing it.
   *
   * @param group make and all that its makefiles start
   * @param directory a copy of the tree
   */
  static String dryRun(
      ProcessGroup group, Sandbox sandbox, InstalledKernel kernel, BuildTree tree, Path directory)
      throws IOException {
    KbuildRun run = new KbuildRun(kernel, directory, List.of(tree), directory);
    run.write(List.of());
    sandbox.handover().give(directory);
    group.giveTemporary(sandbox.handover()::give);
    Path output = directory.resolveSibling("output");
    List<String> command =
        sandbox.command(directory, List.of("make", "-n", "-f", Builder.MAKEFILE));
    Process make = group.start(command, directory, output);
    try {
      make.waitFor();
    } catch (InterruptedException e) {
      make.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    group.forget();
    return Files.readString(output, StandardCharsets.ISO_8859_1);
  }

  private String makefile(List<Path> symbols) throws IOException {
    BuildTree first = trees.getFirst();
    KernelConfiguration built = KernelConfiguration.of(kernel);
    Map<String, String> places = places(KernelPrograms.of(built));
    return """
    # config.mod: how config built %s for kernel %s
    KDIR := %s
    export DLKM_TREE := $(CURDIR)
    export DLKM_KERNEL := %s
    export DLKM_HEADERS := $(KDIR)
    %s%s%s
    all:
    %s	+%s
    """
        .formatted(
            String.join(" ", trees.stream().map(BuildTree::name).toList()),
            kernel.release(),
            kernel.headers(),
            kernel.release(),
            programs(places),
            environment(first, places),
            first.treeCommands().make().isPresent() ? exported(symbols) : "",
            first
                .treeCommands()
                .prepare()
                .map(text -> "\t" + recipe(text, places) + "\n")
                .orElse(""),
            first
                .treeCommands()
                .make()
                .map(text -> recipe(text, places))
                .orElseGet(() -> kernelsMake(first, built, symbols)));
  }

  /** The call of the kernel's own build system, where the tree has no command. */
  private static String kernelsMake(BuildTree tree, KernelConfiguration built, List<Path> symbols) {
    List<String> words = new ArrayList<>(List.of("$(MAKE)", "-C", "$(KDIR)", "M=$(CURDIR)"));
    if (!symbols.isEmpty()) {
      words.add("KBUILD_EXTRA_SYMBOLS='" + joined(symbols) + "'");
    }
    for (String variable : tree.plan().master().linux().makeVariables()) {
      int equals = variable.indexOf('=');
      String value = variable.substring(equals + 1).replace("'", "'\\''");
      words.add(variable.substring(0, equals) + "='" + value + "'");
    }
    words.addAll(compiler(built));
    words.add(tree.makeTarget().orElse("modules"));
    return String.join(" ", words);
  }

  private static String joined(List<Path> files) {
    return String.join(" ", files.stream().map(Path::toString).toList());
  }

  /** The kernel's compiler and linker, by their names on this machine. */
  private static String programs(Map<String, String> places) {
    StringBuilder text = new StringBuilder();
    for (String name : PROGRAMS) {
      if (!places.get(name).isEmpty()) {
        text.append("export " + name + " := " + places.get(name) + "\n");
      }
    }
    return text.toString();
  }

  /**
   * The variables that the tree has for all that runs; a comment sign would end a value. One for a
   * program that isn't here is left out.
   */
  private static String environment(BuildTree tree, Map<String, String> places) {
    StringBuilder text = new StringBuilder();
    for (String variable : tree.treeCommands().environment()) {
      int equals = variable.indexOf('=');
      String given = variable.substring(equals + 1);
      String value = recipe(given, places).replace("#", "\\#");
      if (given.isEmpty() || !value.isEmpty()) {
        text.append("export " + variable.substring(0, equals) + " := " + value + "\n");
      }
    }
    return text.toString();
  }

  /** What the tree's own command passes on to the kernel's build system. */
  private static String exported(List<Path> symbols) {
    return symbols.isEmpty() ? "" : "export KBUILD_EXTRA_SYMBOLS := " + joined(symbols) + "\n";
  }

  /** A command for the shell as a line of a makefile; our variables count within quotes too. */
  private static String recipe(String command, Map<String, String> places) {
    String text = command;
    for (Map.Entry<String, String> place : places.entrySet()) {
      text =
          Pattern.compile("\\$(" + place.getKey() + "\\b|\\{" + place.getKey() + "\\})")
              .matcher(text)
              .replaceAll(Matcher.quoteReplacement(place.getValue()));
    }
    return text.replace("$", "$$");
  }

  private Map<String, String> places(KernelPrograms programs) {
    return new TreeMap<>(
        Map.of(
            "DLKM_TREE",
            directory.toString(),
            "DLKM_HEADERS",
            kernel.headers().toString(),
            "DLKM_KERNEL",
            kernel.release(),
            COMPILER,
            programs.compiler().orElse(""),
            LINKER,
            programs.linker().orElse("")));
  }

  /** A kernel built by clang wants its modules built by clang, of the version that is there. */
  static List<String> compiler(KernelConfiguration configuration) {
    if (!configuration.satisfies("CONFIG_CC_IS_CLANG=y")) {
      return List.of();
    }
    int version = configuration.value("CONFIG_CLANG_VERSION").map(Integer::parseInt).orElse(0);
    String suffix = "-" + version / CLANG_MAJOR;
    boolean versioned = Child.program("clang" + suffix).isPresent();
    return List.of("LLVM=" + (versioned ? suffix : "1"));
  }
}
