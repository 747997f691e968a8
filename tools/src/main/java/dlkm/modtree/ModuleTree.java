package dlkm.modtree;

import dlkm.host.Child;
import dlkm.host.Host;
import dlkm.host.Later;
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
  private final Later<Remembered> remembered;
  private final List<Problem> problems = new ArrayList<>();

  /**
   * The tree of an installed kernel. What a command before has left is read at once, without the
   * lock: where another command changes it meanwhile, files aren't as it says, and are made anew.
   */
  public ModuleTree(Host host, String release) {
    place = new TreePlace(host, release);
    remembered = Later.begin(() -> Memory.load(place.cache()));
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
          "failed: " + child.output().strip(),
          "put that right and run the command again");
    }
  }

  /** A memory shows that it is torn before anything is written. */
  private void update() throws IOException {
    try {
      update(remembered.get());
    } catch (TornMemory e) {
      problems.clear();
      update(Remembered.NOTHING);
    }
  }

  private void update(Remembered before) throws IOException {
    long trusted = Stamp.trusted();
    Optional<Path> file = Kmod.program(place.host());
    Stamp program = file.map(Stamp::of).orElse(Stamp.NONE);
    Kmod kmod = program.equals(before.program()) ? before.kmod() : Kmod.read(file);
    DepmodConf conf = place.configuration(problems);
    Optional<Survey> again = Survey.again(place, before, kmod, conf, trusted);
    IndexDirectory directory = new IndexDirectory(place, before);
    // Before anything is read: what is replaced after that isn't what the index was made from.
    Map<String, Stamp> stamps = directory.stamps();
    try (Reading reading = new Reading(kmod)) {
      Survey found = again.isPresent() ? again.get() : walk(conf, kmod, before, reading);
      Recall recall = new Recall(inOrder(found, before), before, kmod, program, trusted);
      if (!recall.isAllAsBefore() || !directory.isUntouched(stamps)) {
        write(directory, recall.read(reading, problems), recall.earlier(), stamps);
      }
    }
  }

  private void write(
      IndexDirectory directory,
      Remembered now,
      Optional<TreeFacts> earlier,
      Map<String, Stamp> stamps)
      throws IOException {
    try (Keeping keeping = Keeping.begin(place.cache(), now);
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

  private Survey walk(DepmodConf conf, Kmod kmod, Remembered before, Reading reading) {
    if (before.paths().isEmpty()) {
      reading.start();
      return Walk.find(place, conf, kmod, reading::found, problems);
    }
    return Walk.find(place, conf, kmod, file -> {}, problems);
  }

  /** What is remembered is left in the order of the index, so that mostly it is in that already. */
  private Survey inOrder(Survey survey, Remembered before) {
    String name = "modules.order";
    PathList paths = survey.paths();
    if (paths.equals(before.paths()) && before.file(name).equals(Stamp.of(place.file(name)))) {
      return survey;
    }
    return survey.inOrder(TreeIndex.order(paths, IndexDirectory.content(place.file(name))));
  }
}
