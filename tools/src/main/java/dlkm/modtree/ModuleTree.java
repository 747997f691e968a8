package dlkm.modtree;

import dlkm.host.BackgroundTask;
import dlkm.host.Child;
import dlkm.host.Host;
import dlkm.index.DepmodConf;
import dlkm.index.IndexFormat;
import dlkm.index.NotPatchableException;
import dlkm.index.PathList;
import dlkm.index.TreeFacts;
import dlkm.index.TreeIndex;
import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Brings the whole index of a kernel's modules up to date with the files that are there. A module
 * that a command before has read is read again only when it was changed; of the index, what differs
 * is written.
 */
public final class ModuleTree {

  private final TreePlace place;
  private final BackgroundTask<IndexCache> remembered;
  private final List<Problem> problems = new ArrayList<>();

  /**
   * The module tree of an installed kernel. The cache is read at once, without the lock: if another
   * command changes the index meanwhile, stamps differ and files are made again.
   */
  public ModuleTree(Host host, String release) {
    place = new TreePlace(host, release);
    remembered = BackgroundTask.begin(() -> CacheFile.load(place.cache()));
  }

  /**
   * Writes the index. The caller holds the state lock.
   *
   * @param notice gets what is wrong with single modules; the others are in the index nevertheless
   * @throws ProblemException when there can't be an index; the present one stays
   */
  public void index(Consumer<Problem> notice) throws IOException {
    Optional<byte[]> present = IndexDirectory.content(place.file("modules.dep.bin"));
    if (present.isPresent() && IndexFormat.isForeign(present.get())) {
      depmod(place.host(), place.release());
      return;
    }
    try {
      update();
    } catch (NotPatchableException e) {
      depmod(place.host(), place.release());
    } finally {
      problems.forEach(notice);
    }
  }

  /** A kmod of the future with another format of the index comes with a depmod that writes it. */
  private static void depmod(Host host, String release) {
    List<String> command = new ArrayList<>(List.of("depmod"));
    if (!host.isThisMachine()) {
      command.addAll(List.of("-b", host.root().toString()));
    }
    command.add(release);
    Child child = Child.run(command);
    if (child.status() != 0) {
      throw new ProblemException(
          "depmod " + release,
          "failed: " + child.lastWords(),
          "put that right and run the command again");
    }
  }

  /** A memory shows that it is torn before anything is written. */
  private void update() throws IOException {
    try {
      update(remembered.get());
    } catch (DamagedCacheException e) {
      problems.clear();
      update(IndexCache.NOTHING);
    }
  }

  private void update(IndexCache before) throws IOException {
    long trusted = FileStamp.trusted();
    Optional<Path> file = Kmod.program(place.host());
    FileStamp program = file.map(FileStamp::of).orElse(FileStamp.NONE);
    Kmod kmod = program.equals(before.program()) ? before.kmod() : Kmod.read(file);
    DepmodConf conf = place.configuration(problems);
    Optional<ScanResult> again = ScanResult.again(place, before, kmod, conf, trusted);
    IndexDirectory directory = new IndexDirectory(place, before);
    // Stamps before reading: a file that is replaced later counts as changed.
    Map<String, FileStamp> stamps = directory.stamps();
    try (ParallelReader reading = new ParallelReader(kmod)) {
      ScanResult found = again.isPresent() ? again.get() : walk(conf, kmod, before, reading);
      CacheLookup recall = new CacheLookup(inOrder(found, before), before, kmod, program, trusted);
      if (!recall.isAllAsBefore() || !directory.isUntouched(stamps)) {
        write(directory, recall.read(reading, problems), recall.earlier(), stamps);
      }
    }
  }

  private void write(
      IndexDirectory directory,
      IndexCache now,
      Optional<TreeFacts> earlier,
      Map<String, FileStamp> stamps)
      throws IOException {
    try (CacheWriter keeping = CacheWriter.begin(place.cache(), now);
        WrittenFiles files = new WrittenFiles(place.directory())) {
      TreeIndex index = new TreeIndex(now.paths(), now.known().facts(), now.known().pool());
      new IndexWriting(directory, files, index, earlier).write(now.kmod(), problems);
      files.commit(IndexDirectory.WRITTEN, stamps);
      keeping.finish(
          earlier.isPresent() ? directory.before().numbering() : index.numbering(),
          index.dependencies().ends(),
          stamps);
    }
  }

  private ScanResult walk(DepmodConf conf, Kmod kmod, IndexCache before, ParallelReader reading) {
    if (before.paths().isEmpty()) {
      reading.start();
      return TreeScan.find(place, conf, kmod, reading::found, problems);
    }
    return TreeScan.find(place, conf, kmod, file -> {}, problems);
  }

  /** The cache in the order of the index, so that the next scan is mostly sorted. */
  private ScanResult inOrder(ScanResult survey, IndexCache before) {
    String name = "modules.order";
    PathList paths = survey.paths();
    if (paths.equals(before.paths()) && before.file(name).equals(FileStamp.of(place.file(name)))) {
      return survey;
    }
    return survey.inOrder(TreeIndex.order(paths, IndexDirectory.content(place.file(name))));
  }
}
