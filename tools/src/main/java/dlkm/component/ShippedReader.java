package dlkm.component;

import dlkm.declaration.CodeKind;
import dlkm.declaration.CodeKindRules;
import dlkm.declaration.ComponentNames;
import dlkm.declaration.Loadable;
import dlkm.declaration.MasterFile;
import dlkm.declaration.MasterSystemPair;
import dlkm.declaration.OtherTunables;
import dlkm.declaration.Stub;
import dlkm.declaration.StubFile;
import dlkm.declaration.SystemFile;
import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Reads the component files of a module or a family as their developer ships them, and notes all
 * that is wrong in them.
 */
final class ShippedReader {

  private final Path directory;
  private final Path tree;
  private final String name;
  private final List<Problem> problems = new ArrayList<>();

  /**
   * One of a module or a family.
   *
   * @param directory of the component files
   * @param tree of the code
   */
  ShippedReader(Path directory, Path tree, String name) {
    this.directory = directory;
    this.tree = tree;
    this.name = name;
  }

  /**
   * Reads them.
   *
   * @throws ProblemException with all that is wrong
   */
  ShippedComponents read() {
    Optional<String> masterText =
        attempt(() -> text(directory.resolve(ComponentNames.MASTER), name));
    List<MasterFile> masters = masterText.flatMap(this::masters).orElse(List.of());
    if (masters.isEmpty()) {
      Optional<SystemPart> _ = attempt(() -> system(ComponentNames.SYSTEM));
    }
    List<ShippedComponents.Shipped> modules = modules(masters);
    // Without both it is another directory, and may be as large as a machine.
    boolean isModules = masterText.isPresent() || isThere(ComponentNames.SYSTEM);
    Optional<SourceTree> code =
        isModules
            ? attempt(() -> SourceTree.read(tree, componentFiles(masters)))
            : Optional.empty();
    Optional<CodeKind> kind = code.flatMap(files -> attempt(() -> kind(masters, files)));
    for (ShippedComponents.Shipped shipped : modules) {
      problems.addAll(
          MasterSystemPair.problems(shipped.master(), shipped.system(), OtherTunables.NONE));
    }
    for (MasterFile master : masters) {
      kind.ifPresent(k -> problems.addAll(CodeKindRules.check(master, k)));
      if (master.linux().managedBy().isEmpty()) {
        code.ifPresent(files -> checkStub(master, files));
      }
    }
    if (!problems.isEmpty()) {
      throw new ProblemException(problems.stream().distinct().toList());
    }
    return new ShippedComponents(modules, masterText.orElseThrow(), code.orElseThrow());
  }

  private <T> Optional<T> attempt(Supplier<T> reading) {
    try {
      return Optional.of(reading.get());
    } catch (ProblemException e) {
      problems.addAll(e.problems());
      return Optional.empty();
    }
  }

  private Optional<List<MasterFile>> masters(String text) {
    return attempt(() -> MasterFile.parseAll(shown(ComponentNames.MASTER), name, text));
  }

  private List<ShippedComponents.Shipped> modules(List<MasterFile> masters) {
    List<ShippedComponents.Shipped> modules = new ArrayList<>();
    for (MasterFile master : masters) {
      attempt(() -> system(systemName(master))).ifPresent(part -> modules.add(part.of(master)));
    }
    return modules;
  }

  /** What in the tree is no code. */
  private Set<String> componentFiles(List<MasterFile> masters) {
    Set<String> files = new TreeSet<>();
    if (tree.equals(directory)) {
      files.addAll(List.of(ComponentNames.MASTER, ComponentNames.SYSTEM));
      masters.forEach(master -> files.add(systemName(master)));
    } else if (tree.equals(directory.getParent())) {
      files.add(directory.getFileName().toString());
    }
    return files;
  }

  private CodeKind kind(List<MasterFile> masters, SourceTree code) {
    String shown = tree.toString().isEmpty() ? "." : tree.toString();
    return masters.isEmpty()
        ? CodeKind.of(shown, code.top())
        : CodeKind.of(masters.getFirst(), shown, code.top());
  }

  private String systemName(MasterFile master) {
    String own = ComponentNames.system(master.module());
    return !master.family().isSingle() && isThere(own) ? own : ComponentNames.SYSTEM;
  }

  private boolean isThere(String file) {
    return Files.isRegularFile(directory.resolve(file));
  }

  private record SystemPart(SystemFile file, String text) {

    ShippedComponents.Shipped of(MasterFile master) {
      return new ShippedComponents.Shipped(master, file, text);
    }
  }

  private SystemPart system(String file) {
    String text = text(directory.resolve(file), name);
    return new SystemPart(SystemFile.parse(shown(file), text), text);
  }

  private static String text(Path file, String module) {
    if (!Files.isRegularFile(file)) {
      throw Files.exists(file)
          ? new ProblemException(
              file.toString(), "is not a regular file", "put the component file there")
          : new ProblemException(
              file.toString(),
              "no such file",
              "be in the directory of the component files of " + module);
    }
    try {
      return SourceFile.of(file).text();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String shown(String file) {
    return directory.resolve(file).toString();
  }

  /** Stubs and {@code stub} belong together (spec §3.7). */
  private void checkStub(MasterFile master, SourceTree code) {
    boolean said = master.loadable().filter(Loadable::stub).isPresent();
    boolean there = code.top().contains(ComponentNames.STUB);
    if (said && there) {
      Path file = tree.resolve(ComponentNames.STUB);
      problems.addAll(StubRules.check(master));
      Optional<List<Stub>> _ =
          attempt(() -> StubFile.parse(file.toString(), text(file, master.module())));
    } else if (said != there) {
      problems.add(
          Problem.at(
              master.where("$LOADABLE"),
              said ? "'stub', but there is no Modstub.h" : "Modstub.h is there, but no 'stub'",
              said
                  ? "declare the functions in that file, or remove 'stub'"
                  : "write 'stub' under $LOADABLE"));
    }
  }
}
