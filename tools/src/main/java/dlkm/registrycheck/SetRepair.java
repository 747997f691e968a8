package dlkm.registrycheck;

import dlkm.boot.InitramfsUpkeep;
import dlkm.changelog.Changed;
import dlkm.changelog.Changed.Kind;
import dlkm.changelog.Recording;
import dlkm.funcset.BuildArea;
import dlkm.funcset.DerivedFiles;
import dlkm.funcset.FunctionSet;
import dlkm.funcset.Generation;
import dlkm.funcset.GenerationWriter;
import dlkm.funcset.IndexFiles;
import dlkm.funcset.LoaderLinks;
import dlkm.funcset.WholeKernels;
import dlkm.host.AtomicFiles;
import dlkm.host.Caller;
import dlkm.host.GenerationFile;
import dlkm.host.SetFile;
import dlkm.problem.ProblemException;
import dlkm.registry.Registration;
import dlkm.registry.Registry;
import dlkm.registry.RegistryText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Repairs the function set of one kernel. A generation never changes, so a repair writes what was
 * there: a record or an image from where it is a second time, known by its hash, and a file that is
 * made of the registry anew. Each is one rename, so a killed repair has done a part of its work,
 * and can be run again. The caller holds the state lock.
 */
public final class SetRepair {

  private final FunctionSet set;

  private SetRepair(FunctionSet set) {
    this.set = set;
  }

  /**
   * Repairs what was found and can be derived.
   *
   * @param found what {@link SetCheck} found before
   * @return what is still wrong then
   */
  public static List<Damage> run(Caller caller, FunctionSet set, List<Damage> found)
      throws IOException {
    SetRepair repair = new SetRepair(set);
    Permissions.take(set);
    repair.current();
    repair.generations();
    repair.links(caller);
    repair.builds();
    List<Damage> left = SetCheck.of(set);
    for (Damage damage : found) {
      if (damage.release().equals(set.release()) && left.stream().noneMatch(damage::isSame)) {
        Recording.note(
            Changed.done(
                    Kind.GENERATION, set.release(), Changed.REPAIRED, damage.what(), damage.thing())
                .of(set.release()));
      }
    }
    return left;
  }

  private void current() throws IOException {
    Path link = SetFile.CURRENT.in(set.directory());
    if (!Files.isDirectory(link)) {
      Optional<Generation> chosen = LastCurrentGeneration.of(set, new RepairSources(set));
      if (chosen.isPresent() && (Files.isSymbolicLink(link) || !Files.exists(link))) {
        new GenerationWriter(set).makeCurrent(chosen.get());
      }
    }
  }

  private void generations() throws IOException {
    for (Generation generation : set.generations()) {
      registry(generation);
      images(generation);
      // A record's facts are derived of an image that had to come back first.
      registry(generation);
    }
    WholeKernels kernels = new WholeKernels(set);
    for (String name : kernels.names()) {
      dropDangling(kernels.link(name));
    }
    List<Generation> inUse = new ArrayList<>();
    set.current().filter(SetRepair::isThere).ifPresent(inUse::add);
    if (!inUse.isEmpty()) {
      dropDangling(GenerationFile.PENDING.in(inUse.getFirst().directory()));
      set.pending().ifPresent(inUse::add);
    }
    Path good = SetFile.LAST_KNOWN_GOOD.in(set.directory());
    dropDangling(good);
    if (Files.isSymbolicLink(good)) {
      set.lastKnownGood().filter(SetRepair::isThere).ifPresent(inUse::add);
    }
    for (Generation generation : inUse) {
      if (hasImages(generation)) {
        derived(generation);
      }
    }
  }

  private boolean hasImages(Generation generation) {
    return new RepairSources(set)
        .registry(generation).records().values().stream()
            .allMatch(record -> Files.isRegularFile(generation.image(record)));
  }

  private static boolean isThere(Generation generation) {
    return Files.isDirectory(generation.directory());
  }

  private static void dropDangling(Path link) throws IOException {
    if (Files.exists(link, LinkOption.NOFOLLOW_LINKS)
        && Files.isSymbolicLink(link)
        && !Files.isDirectory(link)) {
      Files.delete(link);
    }
  }

  private void registry(Generation generation) throws IOException {
    RepairSources sources = new RepairSources(set);
    Optional<Registry> derived = new DerivedRegistry(set, sources, generation).derive();
    Path file = GenerationFile.REGISTRY.in(generation.directory());
    if (derived.isPresent()
        && !derived.equals(sources.registry(generation).intact())
        && InTheWay.clear(file)) {
      AtomicFiles.write(file, RegistryText.write(derived.get()));
    }
  }

  private void images(Generation generation) throws IOException {
    RepairSources sources = new RepairSources(set);
    Optional<Registry> registry = sources.registry(generation).intact();
    if (registry.isEmpty()) {
      return;
    }
    for (Registration record : registry.get().all()) {
      Path image = generation.image(record);
      String sha256 = record.image().sha256();
      if (sources.sum(image).filter(sha256::equals).isEmpty()) {
        Optional<Path> again = sources.image(record.imageFile(), record.module(), sha256);
        if (again.isPresent() && InTheWay.clear(image)) {
          AtomicFiles.write(image, Files.readAllBytes(again.get()));
        }
      }
    }
  }

  private void derived(Generation generation) throws IOException {
    Optional<Registry> registry = new RepairSources(set).registry(generation).intact();
    if (registry.isEmpty()) {
      return;
    }
    for (Map.Entry<GenerationFile, String> file :
        DerivedFiles.of(set, registry.get(), generation).entrySet()) {
      Path path = file.getKey().in(generation.directory());
      if (InTheWay.clear(path) && !hasText(path, file.getValue())) {
        AtomicFiles.write(path, file.getValue());
      }
    }
  }

  private static boolean hasText(Path file, String text) throws IOException {
    return Files.isRegularFile(file)
        && Arrays.equals(Files.readAllBytes(file), text.getBytes(StandardCharsets.UTF_8));
  }

  /** The way of the kernel's loader and of the boot to the current generation. */
  private void links(Caller caller) throws IOException {
    Optional<Generation> current = set.current().filter(SetRepair::isThere);
    if (current.isEmpty() || new RepairSources(set).registry(current.get()).intact().isEmpty()) {
      return;
    }
    try {
      LoaderLinks.make(set);
    } catch (ProblemException e) {
      // Somebody else's file in the place of a link stays; the check tells of it.
    }
    if (!hasImages(current.get())) {
      return;
    }
    new IndexFiles(set).repair();
    new InitramfsUpkeep(set.host(), set.release(), set.directory(), caller.notices())
        .refresh(current.get().directory(), set.pending().map(Generation::directory));
  }

  /** A build that isn't whole is no build. */
  private void builds() throws IOException {
    for (Damage damage : SetCheck.of(set)) {
      if (damage.kind() == DamageKind.BUILD) {
        String name = Path.of(damage.thing()).getFileName().toString();
        for (Path file : new BuildArea(set).files(name.substring(0, name.indexOf('.')))) {
          Files.deleteIfExists(file);
        }
      }
    }
  }
}
