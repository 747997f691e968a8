package dlkm.kbuild;

import dlkm.host.AtomicFiles;
import dlkm.host.NewFiles;
import dlkm.host.ProcessGroup;
import dlkm.installedkernel.InstalledKernel;
import dlkm.sandbox.Sandbox;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the makefiles of a tree ask the machine while make reads them: by a shell command, by
 * including files, by looking for some. Nobody can know what the answer depends on, so make is
 * asked what it would do, without doing it, and its answer is part of what an image is made from.
 */
final class MakefileQuestions {

  private static final Pattern MAKEFILE =
      Pattern.compile("(?i)(gnu)?makefile.*|kbuild.*|.*\\.(mk|mak|make)");

  /** Their answers are known without make. */
  private static final Pattern HARMLESS =
      Pattern.compile("\\$[({]shell\\s+(pwd|nproc|uname\\s+-[rm])\\s*[)}]");

  private static final Pattern RELEASE = Pattern.compile("\\buname\\s+-r\\b");

  private static final Pattern QUESTION =
      Pattern.compile(
          "\\$[({](shell|wildcard|realpath|file|eval|guile)\\b|!=|^\\s*(-?include|sinclude|-?load)\\b");

  private MakefileQuestions() {}

  /** A text that changes when an answer does; empty where nothing is asked. */
  static String answers(BuildTree tree, InstalledKernel kernel, Sandbox sandbox)
      throws IOException {
    if (!tree.hasOwnMakefile() || tree.treeCommands().exists()) {
      return "";
    }
    StringBuilder answers = new StringBuilder();
    List<String> lines = lines(tree);
    if (lines.stream().anyMatch(line -> RELEASE.matcher(line).find())) {
      answers.append(Files.readString(Path.of("/proc/sys/kernel/osrelease")));
    }
    if (lines.stream().anyMatch(MakefileQuestions::asks)) {
      answers.append(dryRun(tree, kernel, sandbox));
    }
    return answers.toString();
  }

  static boolean asks(String line) {
    Matcher harmless = HARMLESS.matcher(line);
    return QUESTION.matcher(harmless.replaceAll("")).find();
  }

  private static List<String> lines(BuildTree tree) throws IOException {
    List<String> lines = new ArrayList<>(tree.plan().master().linux().makeVariables());
    for (Path file : tree.files()) {
      if (MAKEFILE.matcher(file.getFileName().toString()).matches()) {
        for (String line : Files.readString(file, StandardCharsets.ISO_8859_1).split("\n")) {
          if (!line.stripLeading().startsWith("#")) {
            lines.add(line);
          }
        }
      }
    }
    return lines;
  }

  /** In a copy of the tree: what a shell command of its makefile leaves is not there afterwards. */
  private static String dryRun(BuildTree tree, InstalledKernel kernel, Sandbox sandbox)
      throws IOException {
    Path aside = tree.directory().resolveSibling(".asked");
    Path copy = aside.resolve(tree.name());
    AtomicFiles.deleteTree(aside);
    try (Closeable _ = () -> AtomicFiles.deleteTree(aside)) {
      Files.createDirectories(aside);
      AtomicFiles.copyTree(tree.directory(), copy);
      // With a list of modules, an empty one, make goes on to what follows the compilation.
      NewFiles.write(copy.resolve("modules.order"), "");
      ProcessGroup group = new ProcessGroup(tree.directory().resolveSibling(".make.lock"));
      return KbuildRun.dryRun(group, sandbox, kernel, tree, copy);
    }
  }
}
