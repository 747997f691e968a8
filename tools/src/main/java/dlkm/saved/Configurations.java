package dlkm.saved;

import dlkm.changelog.Changed;
import dlkm.changelog.Recording;
import dlkm.funcset.FunctionSet;
import dlkm.funcset.Generation;
import dlkm.funcset.GenerationWriter;
import dlkm.host.AtomicFiles;
import dlkm.host.BootId;
import dlkm.host.Caller;
import dlkm.host.DirectoryNames;
import dlkm.host.OwnFile;
import dlkm.problem.PartlyDoneException;
import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import dlkm.registry.Registry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * The saved configurations of a kernel (spec §9.5), a file each in its function set. What changes
 * them is called under the state lock; each change is one rename.
 */
public final class Configurations {

  /** Names the present configuration in a file, since it has no name of its own. */
  public static final String RUNNING = "running";

  private final FunctionSet set;

  public Configurations(FunctionSet set) {
    this.set = set;
  }

  private Path directory() {
    return set.configurations();
  }

  private Path file(String name) {
    return directory().resolve(Configuration.name(name));
  }

  /**
   * All intact ones, by name.
   *
   * @param problems gets what is wrong with the others
   */
  public List<Configuration> all(List<Problem> problems) throws IOException {
    List<Configuration> all = new ArrayList<>();
    for (String name : DirectoryNames.of(directory())) {
      if (!name.startsWith(".")) {
        try {
          all.add(find(name));
        } catch (ProblemException e) {
          problems.addAll(e.problems());
        }
      }
    }
    return all;
  }

  /**
   * The one of a name.
   *
   * @throws ProblemException when there is none, or it is damaged
   */
  public Configuration find(String name) throws IOException {
    Path file = file(name);
    if (!isThere(file)) {
      throw new ProblemException(
          name, "there is no such configuration of kernel " + set.release(), "'kconfig' lists all");
    }
    Configuration configuration =
        ConfigurationText.parse(
            name, file.toString(), OwnFile.read(set.host(), file, ConfigurationText.DELETE));
    if (!configuration.kernel().equals(set.release())) {
      throw new ProblemException(
          file.toString(), "is of kernel " + configuration.kernel(), ConfigurationText.DELETE);
    }
    return configuration;
  }

  private static boolean isThere(Path file) {
    return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
  }

  /** The generation of a configuration. */
  public Generation generation(Configuration configuration) {
    Generation generation = set.generation(configuration.generation());
    if (!Files.isDirectory(generation.directory())) {
      throw new ProblemException(
          configuration.name(),
          "its generation " + generation.number() + " is missing",
          "delete it: 'kconfig -d " + configuration.name() + "'");
    }
    return generation;
  }

  /** What can be saved: nothing without a registration. */
  private Generation current() {
    return set.current()
        .orElseThrow(
            () ->
                new ProblemException(
                    "kernel " + set.release(),
                    "no module is registered with it",
                    "'config -M MODULE -u' registers one"));
  }

  /** Saves the present configuration, with what is held, under a name ({@code -s}). */
  public void save(Caller caller, String name) throws IOException {
    Generation current = current();
    Optional<Generation> pending = set.pending();
    int number = current.number();
    if (pending.isPresent()) {
      // The held generation is made anew with every change.
      number = new GenerationWriter(set).keep(pending, pending.get().registry(), Map.of()).number();
    }
    write(present(caller, name, number));
    note(name, "saved", "", "generation " + number);
  }

  /**
   * The present configuration, with what is held, that nobody saved; its name is {@link #RUNNING}.
   */
  Configuration running(Caller caller) throws IOException {
    return present(caller, RUNNING, set.pending().orElse(current()).number());
  }

  private Configuration present(Caller caller, String name, int generation) throws IOException {
    return new Configuration(
        Configuration.name(name),
        set.release(),
        generation,
        title(name),
        Instant.now().truncatedTo(ChronoUnit.SECONDS),
        caller.user(),
        BootId.current(),
        SavedPlan.read(set.host()));
  }

  /** Saved again, it keeps its title. */
  private String title(String name) throws IOException {
    try {
      return isThere(file(name)) ? find(name).title() : "";
    } catch (ProblemException e) {
      return "";
    }
  }

  /**
   * Saves the backup before a change.
   *
   * @param always also where one was saved since the last boot
   */
  public void backup(Caller caller, boolean always) throws IOException {
    if (set.current().isEmpty()) {
      return;
    }
    boolean fresh;
    try {
      fresh = isThere(file(Configuration.BACKUP)) && isOfThisBoot(find(Configuration.BACKUP));
    } catch (ProblemException e) {
      fresh = false;
    }
    if (always || !fresh) {
      keepFormer(caller);
      save(caller, Configuration.BACKUP);
    }
  }

  /** What was in use before the last boot may be what somebody wants back now. */
  private void keepFormer(Caller caller) throws IOException {
    if (!isThere(file(Configuration.BACKUP))) {
      return;
    }
    Configuration former;
    try {
      former = find(Configuration.BACKUP);
      if (isOfThisBoot(former) || ConfigurationInEffect.of(set, former).running()) {
        return;
      }
    } catch (ProblemException e) {
      return;
    }
    write(former.named(Configuration.FORMER_BACKUP));
    caller.say(
        Configuration.BACKUP
            + ": the one from before the last boot stays as "
            + Configuration.FORMER_BACKUP);
  }

  private static boolean isOfThisBoot(Configuration backup) {
    return !backup.boot().isEmpty() && backup.boot().equals(BootId.current());
  }

  /**
   * Gives one other registrations and another plan (spec §9.2, {@code -c} of the commands for
   * modules and tunables).
   *
   * @param images of modules that are not in its generation
   */
  public void change(
      Configuration saved, Registry then, Map<String, Path> images, SortedMap<String, String> plan)
      throws IOException {
    Generation before = generation(saved);
    int number = before.number();
    if (!then.equals(before.registry())) {
      number = new GenerationWriter(set).keep(Optional.of(before), then, images).number();
    }
    write(saved.planned(plan).at(number));
    note(saved.name(), "changed", "generation " + before.number(), "generation " + number);
  }

  /**
   * A configuration with other registrations than the running one, and another plan, that nobody
   * saved.
   *
   * @param images of modules that the running one doesn't have so
   */
  public Configuration made(
      Caller caller,
      String name,
      Registry then,
      Map<String, Path> images,
      SortedMap<String, String> plan)
      throws IOException {
    Optional<Generation> current = set.current();
    boolean isCurrent = current.filter(now -> now.registry().equals(then)).isPresent();
    Generation generation =
        isCurrent ? current.get() : new GenerationWriter(set).keep(current, then, images);
    return new Configuration(
        name,
        set.release(),
        generation.number(),
        "",
        Instant.now().truncatedTo(ChronoUnit.SECONDS),
        caller.user(),
        BootId.current(),
        plan);
  }

  /** Saves one that was made, in place of one of that name. */
  public void save(Configuration made, String title, String from) throws IOException {
    write(made.named(Configuration.name(made.name())).titled(Configuration.title(title)));
    note(made.name(), "imported", "", from);
  }

  /** Copies one ({@code -c}), in place of one of that name. */
  public void copy(String name, String to) throws IOException {
    if (name.equals(to)) {
      throw new ProblemException(to, "is copied to itself", "'kconfig -c " + to + " NEW'");
    }
    write(find(name).named(Configuration.name(to)));
    note(to, "copied", name, to);
  }

  /** Renames one ({@code -r}), but not the backup, nor in place of another. */
  public void rename(String name, String to) throws IOException {
    if (name.equals(Configuration.BACKUP) || to.equals(Configuration.BACKUP)) {
      throw new ProblemException(
          Configuration.BACKUP, "can't be renamed, nor another to it", "copy it: 'kconfig -c'");
    }
    if (name.equals(to)) {
      throw new ProblemException(to, "is its name already", "");
    }
    Configuration renamed = find(name).named(Configuration.name(to));
    if (isThere(file(to))) {
      throw new ProblemException(
          to, "there is a configuration of that name", "'kconfig -d " + to + "' deletes it");
    }
    Files.move(file(name), file(renamed.name()));
    PartlyDoneException.after(() -> AtomicFiles.syncDirectory(directory()));
    note(to, "renamed", name, to);
  }

  /** Deletes one ({@code -d}); a damaged one too. */
  public void delete(String name) throws IOException {
    Path file = file(name);
    if (!isThere(file)) {
      find(name);
    }
    if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new ProblemException(file.toString(), "is a directory", "'rm -r " + file + "'");
    }
    Files.delete(file);
    PartlyDoneException.after(() -> AtomicFiles.syncDirectory(directory()));
    note(name, "deleted", name, "");
  }

  /** Gives one a title ({@code -t}). */
  public void title(String name, String title) throws IOException {
    Configuration before = find(name);
    write(before.titled(Configuration.title(title)));
    note(name, "title", before.title(), title);
  }

  void write(Configuration configuration) throws IOException {
    Path file = file(configuration.name());
    String text = ConfigurationText.write(configuration);
    if (isThere(file)) {
      OwnFile.requireRegular(set.host(), file, ConfigurationText.DELETE);
    }
    AtomicFiles.commit(file, text);
  }

  private void note(String name, String what, String from, String to) {
    boolean _ =
        Recording.note(
            Changed.done(Changed.Kind.CONFIGURATION, name, what, from, to).of(set.release()));
  }
}
