package dlkm.saved;

import dlkm.changelog.Changed;
import dlkm.changelog.Recording;
import dlkm.component.InstalledModule;
import dlkm.funcset.FunctionSet;
import dlkm.funcset.Generation;
import dlkm.funcset.GenerationWriter;
import dlkm.host.AtomicFiles;
import dlkm.host.Caller;
import dlkm.host.NewFiles;
import dlkm.problem.PartlyDoneException;
import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import dlkm.registry.Registration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Export and import of configurations (spec §9.5). */
public final class Transfer {

  private static final String WORK = AtomicFiles.ASIDE + "import";

  private final FunctionSet set;

  public Transfer(FunctionSet set) {
    this.set = set;
  }

  /**
   * The tar file of a configuration.
   *
   * @param name of a saved one; absent: the present one, with what is held
   */
  public byte[] export(Caller caller, Optional<String> name) throws IOException {
    Configurations all = new Configurations(set);
    Configuration exported = name.isPresent() ? all.find(name.get()) : all.running(caller);
    return Archive.of(set, exported).bytes();
  }

  /**
   * Saves the configuration of a file. The caller holds the state lock.
   *
   * @param as its name; absent: the name that it was saved under
   * @param sameVersions whether the versions of the installed modules have to be those of it
   * @return its name
   */
  public String importFrom(Caller caller, Path file, Optional<String> as, boolean sameVersions)
      throws IOException {
    Archive archive = Archive.read(file);
    String name = Configuration.name(as.orElse(archive.name()));
    if (!archive.configuration().kernel().equals(set.release())) {
      throw new ProblemException(
          file.toString(),
          "is of kernel " + archive.configuration().kernel(),
          "name that kernel: 'kconfig --kernel RELEASE -i'");
    }
    checkPlan(file, archive);
    List<Problem> differ = differences(archive);
    if (sameVersions && !differ.isEmpty()) {
      throw new ProblemException(differ);
    }
    differ.forEach(problem -> caller.say(problem.toString()));
    // Its name is that of a leftover: whoever is killed here leaves nothing that counts.
    Path work = set.configurations().resolve(WORK);
    try {
      AtomicFiles.deleteTree(work);
      Files.createDirectories(work);
      Map<String, Path> images = new TreeMap<>();
      for (var image : archive.images().entrySet()) {
        Path aside = work.resolve(image.getKey());
        NewFiles.write(aside, image.getValue());
        images.put(image.getKey(), aside);
      }
      Generation kept = new GenerationWriter(set).keep(set.current(), archive.registry(), images);
      new Configurations(set).write(archive.configuration().named(name).at(kept.number()));
    } catch (IOException | RuntimeException e) {
      AtomicFiles.discard(work, e);
      throw e;
    }
    PartlyDoneException.after(() -> AtomicFiles.deleteTree(work));
    boolean _ =
        Recording.note(
            Changed.done(Changed.Kind.CONFIGURATION, name, "imported", "", file.toString())
                .of(set.release()));
    return name;
  }

  /** Plans for another version than the installed one are checked when they are loaded. */
  private void checkPlan(Path file, Archive archive) {
    SortedMap<String, String> plan = archive.configuration().plan();
    PlanCheck check = new PlanCheck(set.host(), file + ":configuration", plan, archive.registry());
    plan.forEach(check::check);
    check.require();
  }

  private List<Problem> differences(Archive archive) {
    List<Problem> differ = new ArrayList<>();
    for (Registration registration : archive.registry().all()) {
      String installed = installed(registration);
      if (!installed.equals(registration.version())) {
        differ.add(
            new Problem(
                registration.module(),
                installed.isEmpty()
                    ? "is not installed, version " + registration.version() + " is imported"
                    : "version "
                        + installed
                        + " is installed, "
                        + registration.version()
                        + " is imported",
                "install that version with 'kminstall'"));
      }
    }
    return differ;
  }

  /** One that config writes itself goes along with the others. */
  private String installed(Registration registration) {
    String module = registration.module();
    if (InstalledModule.isInstalled(set.host(), module)) {
      return InstalledModule.master(set.host(), module).moduleVersion();
    }
    return InstalledModule.hasSource(set.host(), module) ? registration.version() : "";
  }
}
