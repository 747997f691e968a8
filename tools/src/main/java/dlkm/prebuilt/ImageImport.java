package dlkm.prebuilt;

import dlkm.component.Families;
import dlkm.component.InstalledModule;
import dlkm.component.Texts;
import dlkm.declaration.SystemFile;
import dlkm.funcset.BuildArea;
import dlkm.funcset.FunctionSet;
import dlkm.funcset.RegisteredExports;
import dlkm.host.AtomicFiles;
import dlkm.host.Caller;
import dlkm.host.Host;
import dlkm.host.Layout;
import dlkm.host.NewFiles;
import dlkm.host.Sha256;
import dlkm.image.ModuleImage;
import dlkm.install.Installation;
import dlkm.installedkernel.InstalledKernel;
import dlkm.oci.Digest;
import dlkm.problem.PartlyDoneException;
import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import dlkm.registry.Registration;
import dlkm.update.UnderStateLock;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Puts modules out of images into the build area, as {@code config} does with what it builds
 * ({@code kmimage import}). Where a module isn't installed its component files come along, without
 * the code. What the administrator planned here counts.
 */
public final class ImageImport {

  /**
   * An image that was imported.
   *
   * @param changed whether it wasn't in the build area already
   */
  public record Imported(Heading heading, Digest digest, boolean changed) {}

  private static final String WORK = AtomicFiles.ASIDE + "import";

  private final Caller caller;
  private final InstalledKernel kernel;
  private final BuildArea area;

  /** An import for a kernel. */
  public ImageImport(Caller caller, InstalledKernel kernel) {
    this.caller = caller;
    this.kernel = kernel;
    area = new BuildArea(new FunctionSet(caller.host(), kernel.release()));
  }

  /**
   * Imports images.
   *
   * @param names of modules or families
   * @param pinned the digest that the image has to have; of one name only
   * @throws ProblemException when there is no image of one of them for this kernel, it isn't
   *     intact, or doesn't fit what is installed here; nothing is changed
   */
  public List<Imported> run(ImageList list, List<String> names, Optional<Digest> pinned) {
    KernelIdentity identity = KernelIdentity.of(kernel);
    return run(
        list, names.stream().map(name -> list.find(name, identity, pinned)).distinct().toList());
  }

  /**
   * Imports what can take the place of a build.
   *
   * @param name of the module or family
   * @param modules of it that the image has to have
   * @param version that the image has to have
   * @throws ProblemException as above
   */
  public Imported run(ImageList list, String name, List<String> modules, Optional<String> version) {
    ImageList.Entry entry =
        list.ofVersion(name, version).find(name, KernelIdentity.of(kernel), Optional.empty());
    List<String> lacking =
        modules.stream().filter(module -> !entry.heading().modules().contains(module)).toList();
    if (!lacking.isEmpty()) {
      throw new ProblemException(
          list.layout().directory() + ":" + entry.image().digest(),
          "lacks " + String.join(" ", lacking) + ", planned here",
          "export it where the same modules are planned, or build here: 'config'");
    }
    return run(list, List.of(entry)).getFirst();
  }

  private List<Imported> run(ImageList list, List<ImageList.Entry> chosen) {
    List<Prebuilt> all =
        chosen.stream().map(entry -> Prebuilt.read(list.layout(), entry.image())).toList();
    List<Boolean> changed = UnderStateLock.run(caller, () -> put(all));
    List<Imported> imported = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      Digest digest = chosen.get(i).image().digest();
      imported.add(new Imported(all.get(i).heading(), digest, changed.get(i)));
    }
    return imported;
  }

  private List<Boolean> put(List<Prebuilt> all) {
    List<Problem> problems = new ArrayList<>();
    all.forEach(prebuilt -> problems.addAll(misfits(prebuilt)));
    if (!problems.isEmpty()) {
      throw new ProblemException(problems);
    }
    for (Prebuilt prebuilt : all) {
      if (!isInstalled(prebuilt)) {
        installation(prebuilt).checkBuilt(prebuilt.master(), prebuilt.systems());
      }
    }
    return PartlyDoneException.inTurn(all, this::put);
  }

  /** Whether anything had to be changed. */
  private boolean put(Prebuilt prebuilt) {
    boolean isNew = false;
    try {
      isNew = install(prebuilt);
      return store(prebuilt) || isNew;
    } catch (IOException e) {
      UncheckedIOException why = new UncheckedIOException(e);
      throw isNew ? incomplete(prebuilt, why) : why;
    } catch (ProblemException | UncheckedIOException e) {
      throw isNew ? incomplete(prebuilt, e) : e;
    }
  }

  private static RuntimeException incomplete(Prebuilt prebuilt, RuntimeException why) {
    String name = prebuilt.heading().name();
    return PartlyDoneException.of(
        why,
        new Problem(
            name,
            "its component files are those of the image, and the image is not in the build area",
            "mend this, and import it again: 'kmimage import'"));
  }

  /** Why an image can't take the place of a build here. */
  private List<Problem> misfits(Prebuilt prebuilt) {
    List<Problem> problems = new ArrayList<>();
    Host host = caller.host();
    String name = prebuilt.heading().name();
    Optional<BuiltFrom> code = BuiltFrom.installed(host, name);
    code.flatMap(installed -> installed.difference(prebuilt.from()))
        .ifPresent(
            file ->
                problems.add(
                    new Problem(
                        name,
                        "was built from other code than is installed here: " + file + " differs",
                        "'kminstall -u " + name + "' with that code, or build here: 'config'")));
    if (code.isPresent() && !isSameMaster(prebuilt)) {
      problems.add(
          new Problem(
              name,
              "was built with another master file than " + host.path(Layout.master(name)),
              "'kminstall -u " + name + "' with that file, or build here: 'config'"));
    }
    for (String module : prebuilt.heading().modules()) {
      if (InstalledModule.isInstalled(host, module)) {
        if (!Families.of(host, module).equals(name)) {
          problems.add(
              new Problem(
                  module,
                  "is of " + Families.of(host, module) + " here, and of " + name + " in the image",
                  "'kminstall -d " + Families.of(host, module) + "' first"));
        }
        tunables(prebuilt, module).ifPresent(problems::add);
        if (InstalledModule.system(host, module).isPlannedStatic()) {
          problems.add(
              new Problem(
                  module,
                  "is planned static, and images are of loadable modules",
                  "'kmsystem -l y " + module + "', or build it here: 'config'"));
        }
      }
    }
    return problems;
  }

  private boolean isSameMaster(Prebuilt prebuilt) {
    Path file = caller.host().path(Layout.master(prebuilt.heading().name()));
    return Texts.readOrEmpty(file).equals(prebuilt.master());
  }

  /** Values are built in. */
  private Optional<Problem> tunables(Prebuilt prebuilt, String module) {
    Map<String, String> here = InstalledModule.system(caller.host(), module).tunables();
    Map<String, String> there = SystemFile.parse(module, prebuilt.systems().get(module)).tunables();
    return here.equals(there)
        ? Optional.empty()
        : Optional.of(
            new Problem(
                module,
                "tunables are planned as " + here + " here, and were " + there + " in the build",
                "plan the same here with kmtune, or export an image with these values"));
  }

  private boolean isInstalled(Prebuilt prebuilt) {
    return prebuilt.heading().modules().stream()
            .allMatch(module -> InstalledModule.isInstalled(caller.host(), module))
        && isSameMaster(prebuilt);
  }

  private Installation installation(Prebuilt prebuilt) {
    return new Installation(caller.host(), prebuilt.heading().name());
  }

  /** Whether component files had to be written. */
  private boolean install(Prebuilt prebuilt) throws IOException {
    if (isInstalled(prebuilt)) {
      return false;
    }
    installation(prebuilt)
        .putBuilt(prebuilt.master(), prebuilt.systems())
        .forEach(dropped -> caller.say(dropped.toString()));
    return true;
  }

  /** Whether the build area had anything else. */
  private boolean store(Prebuilt prebuilt) throws IOException {
    Path work = area.set().buildArea().resolve(WORK);
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    List<BuildArea.Entry> entries = new ArrayList<>();
    try (Closeable _ = () -> AtomicFiles.deleteTree(work)) {
      for (String module : prebuilt.heading().modules()) {
        Registration record = planned(prebuilt.records().get(module)).built(now, caller.user());
        if (isThere(record)) {
          continue;
        }
        Files.createDirectories(work);
        byte[] bytes = prebuilt.images().get(module);
        Path file = work.resolve(record.imageFile());
        NewFiles.write(file, bytes);
        ModuleImage image = ModuleImage.parse(record.imageFile(), bytes);
        entries.add(new BuildArea.Entry(record, file, RegisteredExports.of(image)));
      }
      if (!entries.isEmpty()) {
        area.put(entries);
      }
    }
    return !entries.isEmpty();
  }

  private Registration planned(Registration record) {
    var phase = InstalledModule.system(caller.host(), record.module()).plannedPhase();
    return record.withPhases(record.phases().planned(phase));
  }

  /** What is damaged is not there: the image takes its place. */
  private Optional<Registration> built(String module) {
    try {
      return area.find(module);
    } catch (ProblemException e) {
      return Optional.empty();
    }
  }

  private boolean isThere(Registration record) throws IOException {
    Path file = area.set().builtImage(record.module());
    return built(record.module()).filter(record::isSameModule).isPresent()
        && Files.exists(file)
        && Sha256.of(Files.readAllBytes(file)).equals(record.image().sha256());
  }
}
