package dlkm.component;

import dlkm.declaration.CodeKind;
import dlkm.declaration.CodeKindRules;
import dlkm.declaration.ComponentNames;
import dlkm.declaration.Loadable;
import dlkm.declaration.MasterFile;
import dlkm.declaration.MasterSystemPair;
import dlkm.declaration.OtherTunables;
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
 * The component files of a module, or of a family of modules, as their developer ships them, in a
 * directory: read, and checked with all that is wrong in them reported at once (spec §2.1, §4.1).
 *
 * @param modules what the master file and the system files say of each module
 * @param code everything else that belongs to them
 */
public record ShippedComponents(List<Shipped> modules, String masterText, SourceTree code) {

  /**
   * One module.
   *
   * @param systemText the text of its system file
   */
  public record Shipped(MasterFile master, SystemFile system, String systemText) {

    /** The module's name. */
    public String module() {
      return master.module();
    }
  }

  public ShippedComponents {
    modules = List.copyOf(modules);
  }

  /**
   * Reads the component files of a module or a family. In a family a module's system file is {@code
   * system.MODULE}, or {@code system}, which serves all that have none of their own.
   *
   * @throws ProblemException with all that is wrong
   */
  public static ShippedComponents read(Path directory, String name) {
    return read(directory, directory, name);
  }

  /**
   * The same of a tree whose component files are in a directory of their own, at its top or
   * elsewhere.
   */
  public static ShippedComponents read(Path directory, Path tree, String name) {
    List<Problem> problems = new ArrayList<>();
    Optional<String> masterText =
        attempt(problems, () -> text(directory, ComponentNames.MASTER, name));
    List<MasterFile> masters =
        masterText
            .flatMap(
                text ->
                    attempt(
                        problems,
                        () ->
                            MasterFile.parseAll(
                                shown(directory, ComponentNames.MASTER), name, text)))
            .orElse(List.of());
    if (masters.isEmpty()) {
      attempt(problems, () -> system(directory, ComponentNames.SYSTEM, name));
    }
    List<Shipped> modules = new ArrayList<>();
    Set<String> others = new TreeSet<>();
    if (tree.equals(directory)) {
      others.addAll(List.of(ComponentNames.MASTER, ComponentNames.SYSTEM));
    } else if (tree.equals(directory.getParent())) {
      others.add(directory.getFileName().toString());
    }
    for (MasterFile master : masters) {
      String file = systemName(directory, master);
      if (tree.equals(directory)) {
        others.add(file);
      }
      attempt(problems, () -> system(directory, file, name))
          .ifPresent(system -> modules.add(system.of(master)));
    }
    // Without both it is another directory, and may be as large as a machine.
    boolean isModules = masterText.isPresent() || isThere(directory, ComponentNames.SYSTEM);
    Optional<SourceTree> code =
        isModules ? attempt(problems, () -> SourceTree.read(tree, others)) : Optional.empty();
    Optional<CodeKind> kind =
        code.flatMap(c -> attempt(problems, () -> kind(masters, here(tree), c.top())));
    for (Shipped shipped : modules) {
      problems.addAll(
          MasterSystemPair.problems(shipped.master(), shipped.system(), OtherTunables.NONE));
    }
    for (MasterFile master : masters) {
      kind.ifPresent(k -> problems.addAll(CodeKindRules.check(master, k)));
      if (master.linux().managedBy().isEmpty()) {
        code.ifPresent(c -> problems.addAll(stub(tree, master, c)));
      }
    }
    if (!problems.isEmpty()) {
      throw new ProblemException(problems.stream().distinct().toList());
    }
    return new ShippedComponents(modules, masterText.orElseThrow(), code.orElseThrow());
  }

  private static CodeKind kind(List<MasterFile> masters, String shown, List<String> files) {
    return masters.isEmpty()
        ? CodeKind.of(shown, files)
        : CodeKind.of(masters.getFirst(), shown, files);
  }

  private static String systemName(Path directory, MasterFile master) {
    String own = ComponentNames.system(master.module());
    return !master.family().isSingle() && isThere(directory, own) ? own : ComponentNames.SYSTEM;
  }

  private static boolean isThere(Path directory, String name) {
    return Files.isRegularFile(directory.resolve(name));
  }

  private record SystemPart(SystemFile file, String text) {

    Shipped of(MasterFile master) {
      return new Shipped(master, file, text);
    }
  }

  private static SystemPart system(Path directory, String file, String name) {
    String text = text(directory, file, name);
    return new SystemPart(SystemFile.parse(shown(directory, file), text), text);
  }

  private static <T> Optional<T> attempt(List<Problem> problems, Supplier<T> reading) {
    try {
      return Optional.of(reading.get());
    } catch (ProblemException e) {
      problems.addAll(e.problems());
      return Optional.empty();
    }
  }

  private static String text(Path directory, String name, String module) {
    Path file = directory.resolve(name);
    if (!Files.isRegularFile(file)) {
      throw new ProblemException(
          shown(directory, name),
          "no such file",
          "be in the directory of the component files of " + module);
    }
    try {
      return SourceFile.of(file).text();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String shown(Path directory, String name) {
    return directory.resolve(name).toString();
  }

  private static String here(Path directory) {
    return directory.toString().isEmpty() ? "." : directory.toString();
  }

  /** Stubs and {@code stub} belong together (spec §3.7). */
  private static List<Problem> stub(Path directory, MasterFile master, SourceTree code) {
    boolean said = master.loadable().filter(Loadable::stub).isPresent();
    boolean there = code.top().contains(ComponentNames.STUB);
    if (said && there) {
      List<Problem> problems = StubRules.check(master);
      attempt(
          problems,
          () ->
              StubFile.parse(
                  shown(directory, ComponentNames.STUB),
                  text(directory, ComponentNames.STUB, master.module())));
      return problems;
    }
    if (said == there) {
      return List.of();
    }
    return List.of(
        Problem.at(
            master.where("$LOADABLE"),
            said ? "'stub', but there is no Modstub.h" : "Modstub.h is there, but no 'stub'",
            said
                ? "declare the functions in that file, or remove 'stub'"
                : "write 'stub' under $LOADABLE"));
  }
}
