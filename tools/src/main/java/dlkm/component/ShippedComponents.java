package dlkm.component;

import dlkm.conf.BuildRules;
import dlkm.conf.CodeKind;
import dlkm.conf.ComponentNames;
import dlkm.conf.Loadable;
import dlkm.conf.MasterFile;
import dlkm.conf.SystemFile;
import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A module's component files as its developer ships them, in a directory: read, and checked with
 * all that is wrong in them reported at once (spec §2.1, §4.1).
 *
 * @param systemText the text of the system file
 * @param code everything else that belongs to the module
 */
public record ShippedComponents(
    MasterFile master, String masterText, SystemFile system, String systemText, SourceTree code) {

  /**
   * Reads the component files of a module.
   *
   * @throws ProblemException with all that is wrong
   */
  public static ShippedComponents read(Path directory, String module) {
    List<Problem> problems = new ArrayList<>();
    Optional<String> masterText =
        attempt(problems, () -> text(directory, ComponentNames.MASTER, module));
    Optional<String> systemText =
        attempt(problems, () -> text(directory, ComponentNames.SYSTEM, module));
    Optional<MasterFile> master =
        masterText.flatMap(
            text ->
                attempt(
                    problems,
                    () -> MasterFile.parse(shown(directory, ComponentNames.MASTER), module, text)));
    Optional<SystemFile> system =
        systemText.flatMap(
            text ->
                attempt(
                    problems,
                    () -> SystemFile.parse(shown(directory, ComponentNames.SYSTEM), text)));
    // Without both it is another directory, and may be as large as a machine.
    Optional<SourceTree> code =
        masterText.isPresent() || systemText.isPresent()
            ? attempt(problems, () -> SourceTree.read(directory))
            : Optional.empty();
    Optional<CodeKind> kind =
        code.flatMap(c -> attempt(problems, () -> CodeKind.of(here(directory), c.top())));
    if (master.isPresent()) {
      system.ifPresent(s -> problems.addAll(BuildRules.checkPair(master.get(), s)));
      kind.ifPresent(k -> problems.addAll(BuildRules.checkKind(master.get(), k)));
      code.ifPresent(c -> problems.addAll(stub(master.get(), c)));
    }
    if (!problems.isEmpty()) {
      throw new ProblemException(problems);
    }
    return new ShippedComponents(
        master.orElseThrow(),
        masterText.orElseThrow(),
        system.orElseThrow(),
        systemText.orElseThrow(),
        code.orElseThrow());
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
  private static List<Problem> stub(MasterFile master, SourceTree code) {
    boolean said = master.loadable().filter(Loadable::stub).isPresent();
    boolean there = code.top().contains(ComponentNames.STUB);
    if (said == there) {
      return List.of();
    }
    return List.of(
        Problem.at(
            master.where("$LOADABLE"),
            said ? "'stub', but there is no Modstub.o" : "Modstub.o is there, but no 'stub'",
            said ? "add the file or remove 'stub'" : "write 'stub' under $LOADABLE"));
  }
}
