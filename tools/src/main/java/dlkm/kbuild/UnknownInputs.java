package dlkm.kbuild;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Sees whether a build ran commands of the tree's own: they may read anything, and nothing tells
 * what. Their image can't be kept for later. What kbuild itself makes is known by its name, or by
 * the {@code .cmd} file beside it.
 */
final class UnknownInputs {

  private static final List<String> KBUILD_FILES = List.of("modules.order", "Module.symvers");
  private static final List<String> KBUILD_ENDS =
      List.of(".cmd", ".d", ".ko", ".mod", ".mod.c", ".mod.o");

  /** What kbuild makes objects with, besides compiler and linker. */
  private static final List<String> KBUILD_TOOLS = List.of("rm", "cat", "cp", "printf", "objcopy");

  private static final Pattern LINKER = Pattern.compile("(.*-)?(ld|ar)([.-].*)?");

  /** Variables that say where programs, libraries and headers are looked for. */
  private static final Pattern SEARCH =
      Pattern.compile(".*PATH|.*_PREFIX|LD_.*|MAKEFILES|BASH_ENV|ENV");

  private final BuildTree tree;
  private final Set<Path> before;
  private final String content;

  private UnknownInputs(BuildTree tree, Set<Path> before, String content) {
    this.tree = tree;
    this.before = before;
    this.content = content;
  }

  /** Looks at the tree before the build. */
  static UnknownInputs before(BuildTree tree) throws IOException {
    return new UnknownInputs(tree, new HashSet<>(tree.files()), BuildKey.files(tree, tree.files()));
  }

  /** Whether the build has some. */
  boolean exist() throws IOException {
    if (!tree.hasOwnMakefile()) {
      return false;
    }
    if (tree.treeCommands().exists() || searchesElsewhere()) {
      return true;
    }
    for (Path file : before) {
      if (!Files.exists(file)) {
        return true;
      }
    }
    if (!BuildKey.files(tree, before.stream().sorted().toList()).equals(content)) {
      return true;
    }
    Set<Path> explained = explained();
    try (Stream<Path> files = Files.walk(tree.directory())) {
      return files
          .filter(file -> !Files.isDirectory(file))
          .anyMatch(file -> !before.contains(file) && !isKbuilds(file, explained));
    }
  }

  private boolean searchesElsewhere() {
    return tree.treeCommands().environment().stream()
        .map(variable -> variable.substring(0, variable.indexOf('=')))
        .anyMatch(name -> SEARCH.matcher(name).matches());
  }

  private Set<Path> explained() throws IOException {
    Set<Path> explained = new HashSet<>();
    for (CommandFile command : CommandFile.below(tree.directory())) {
      if (command.isCompiled() || isKbuildTool(command)) {
        explained.add(command.made());
      }
    }
    return explained;
  }

  /** Objects that are put together or copied from files that the command names. */
  private static boolean isKbuildTool(CommandFile command) {
    String made = command.made().toString();
    if (command.words().isEmpty() || !(made.endsWith(".o") || made.endsWith(".a"))) {
      return false;
    }
    String program = Path.of(command.words().getFirst()).getFileName().toString();
    return KBUILD_TOOLS.contains(program) || LINKER.matcher(program).matches();
  }

  private static boolean isKbuilds(Path file, Set<Path> explained) {
    String name = file.getFileName().toString();
    return explained.contains(file)
        || KBUILD_FILES.contains(name)
        || name.equals(Builder.MAKEFILE)
        || KBUILD_ENDS.stream().anyMatch(name::endsWith);
  }
}
