package dlkm.funcset;

import dlkm.boot.KernelEntries;
import dlkm.host.DirectoryNames;
import dlkm.host.GenerationFile;
import dlkm.host.Host;
import dlkm.host.Layout;
import dlkm.host.SetFile;
import dlkm.problem.ProblemException;
import dlkm.registry.Registration;
import dlkm.registry.Registry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotLinkException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The function set of one kernel, to be read: which generations there are, which one is current,
 * what is held for the shutdown. {@link GenerationWriter} changes it.
 *
 * @param release the kernel's release
 */
public record FunctionSet(Host host, String release) {

  /** The function sets of all kernels of a machine, by release. */
  public static List<FunctionSet> all(Host host) {
    List<FunctionSet> sets = new ArrayList<>();
    for (String name : DirectoryNames.of(host.path(Layout.SETS))) {
      FunctionSet set = new FunctionSet(host, name);
      // Not what is being removed, nor a file that somebody put here.
      if (!name.startsWith(".") && Files.isDirectory(set.directory())) {
        sets.add(set);
      }
    }
    return sets;
  }

  /** Where it is. */
  public Path directory() {
    return host.path(Layout.set(release));
  }

  /** Where the saved configurations are. */
  public Path configurations() {
    return host.path(Layout.set(release) + "/" + SetFile.CONFIGURATIONS.fileName());
  }

  /** What the boot loader has of its whole kernels. */
  public KernelEntries entries() {
    return new KernelEntries(host, release, directory());
  }

  /** Where {@code config} puts fresh images and their registration records, outside of the set. */
  public Path buildArea() {
    return host.path(Layout.built(release));
  }

  /** The fresh image of a module in the build area. */
  public Path builtImage(String module) {
    return buildArea().resolve(module + ".ko");
  }

  /** The registration record of a module in the build area. */
  public Path builtRecord(String module) {
    return buildArea().resolve(module + ".krs");
  }

  /**
   * The generation that the kernel's loader sees.
   *
   * @throws ProblemException when a person has put something else in the place of that link
   */
  public Optional<Generation> current() {
    return follow(SetFile.CURRENT.in(directory()));
  }

  /**
   * The generation that the shutdown makes current, when something is held for it. What a whole
   * kernel held that was chosen for this boot is done since, or given up.
   */
  public Optional<Generation> pending() {
    if (insteadOfDefault().isPresent()) {
      return Optional.empty();
    }
    return current()
        .flatMap(now -> follow(GenerationFile.PENDING.in(now.directory())))
        .filter(then -> Files.isDirectory(then.directory()));
  }

  /** The generation that the shutdown would have made current after another one, or will. */
  public Optional<Generation> heldAfter(Generation other) {
    Path link = GenerationFile.PENDING.in(other.directory());
    try {
      OptionalInt number = Files.isSymbolicLink(link) ? numberAtEnd(link) : OptionalInt.empty();
      return number.isPresent() ? Optional.of(generation(number.getAsInt())) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The generation with which a boot last came to the end of INIT (spec §2.3). */
  public Optional<Generation> lastKnownGood() {
    return follow(SetFile.LAST_KNOWN_GOOD.in(directory()));
  }

  /**
   * The generation that a boot gave up, going back to the current one, when nothing was changed
   * since.
   */
  public OptionalInt gaveUp() {
    return insteadOf(SetFile.WENT_BACK, 0, 1);
  }

  /**
   * The generation that is current again at the next boot, while the present one was chosen for a
   * boot by an entry of the boot loader (spec §4.4.1).
   */
  public Optional<Generation> insteadOfDefault() {
    OptionalInt number = insteadOf(SetFile.DEFAULT, 1, 0);
    return number.isPresent()
        ? Optional.of(generation(number.getAsInt()))
            .filter(one -> Files.isDirectory(one.directory()))
        : Optional.empty();
  }

  /**
   * The generation that was current before an entry of the boot loader, or the want of one, chose.
   */
  OptionalInt leftAtBoot() {
    OptionalInt instead = insteadOf(SetFile.DEFAULT, 1, 0);
    return instead.isPresent() ? instead : insteadOf(SetFile.DEFAULT, 0, 1);
  }

  /** One of two numbers in a file that a boot left, as long as the other is the current one. */
  private OptionalInt insteadOf(SetFile file, int current, int other) {
    try {
      String[] words = Files.readString(file.in(directory())).strip().split(" ", 2);
      boolean still =
          words.length == 2
              && current().filter(c -> words[current].equals(c.number() + "")).isPresent();
      return still ? OptionalInt.of(Integer.parseInt(words[other])) : OptionalInt.empty();
    } catch (NoSuchFileException | NumberFormatException e) {
      return OptionalInt.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The generation that a link leads to, there or not. */
  Optional<Generation> follow(Path link) {
    try {
      return Optional.of(pointedTo(link));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (NotLinkException e) {
      throw noGeneration(link, "doesn't point to a generation");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The generation of a link's number, wherever else the link may lead. */
  private Generation pointedTo(Path link) throws IOException {
    OptionalInt number = numberAtEnd(link);
    return generation(
        number.orElseThrow(() -> noGeneration(link, "doesn't point to a generation")));
  }

  /** The number that a link's text ends with. */
  private static OptionalInt numberAtEnd(Path link) throws IOException {
    Path last = Files.readSymbolicLink(link).getFileName();
    return last == null ? OptionalInt.empty() : number(last.toString());
  }

  ProblemException noGeneration(Path link, String what) {
    return new ProblemException(
        link.toString(),
        what,
        generations().isEmpty()
            ? noneIntact(link)
            : "in "
                + directory()
                + ", 'ln -sfn gen/NUMBER "
                + link.getFileName()
                + "' makes it right");
  }

  /** What to do where no generation can be gone back to. */
  public String noneIntact(Path link) {
    return "no generation is intact: 'rm "
        + link
        + "', and register the modules again: 'config -K "
        + release
        + " --all -u'";
  }

  /** Where the generations are. */
  private Path all() {
    return host.path(Layout.set(release) + "/" + SetFile.GENERATIONS.fileName());
  }

  /** The generation of a number, there or not. */
  public Generation generation(int number) {
    return new Generation(host, number, all().resolve(String.valueOf(number)));
  }

  /** All complete generations, oldest first. */
  public List<Generation> generations() {
    List<Integer> numbers = new ArrayList<>();
    for (String name : DirectoryNames.of(all())) {
      number(name).ifPresent(numbers::add);
    }
    Collections.sort(numbers);
    List<Generation> generations = new ArrayList<>();
    for (int number : numbers) {
      generations.add(generation(number));
    }
    return generations;
  }

  /** The number in a name; a person may have put other things beside the generations. */
  private static OptionalInt number(String name) {
    try {
      int number = Integer.parseInt(name);
      // Not +1, 01 or the digits of another script.
      return number > 0 && String.valueOf(number).equals(name)
          ? OptionalInt.of(number)
          : OptionalInt.empty();
    } catch (NumberFormatException e) {
      return OptionalInt.empty();
    }
  }

  /** What is registered now; nothing when there is no generation yet. */
  public Registry registry() {
    Optional<Generation> current = current();
    if (current.isEmpty()) {
      return Registry.empty(release, release);
    }
    if (!Files.isDirectory(current.get().directory()) && generations().isEmpty()) {
      throw noGeneration(
          SetFile.CURRENT.in(directory()),
          "leads to generation " + current.get().number() + ", which is missing");
    }
    return current.get().registry();
  }

  /** Whether a module is registered as part of the static kernel. */
  public boolean isStatic(String module) {
    return registry().find(module).filter(Registration::isStatic).isPresent();
  }

  /** Whether a module is registered, or a change of it is held. */
  public boolean knows(String module) {
    return registry().find(module).isPresent() || held().concerns(module);
  }

  /** What the shutdown will change; nothing when nothing is held. */
  public HeldChanges held() {
    Optional<Generation> pending = pending();
    return pending.isPresent()
        ? HeldChanges.between(registry(), pending.get())
        : HeldChanges.NOTHING;
  }

  /** The live path of a registered module's image, the same in every generation. */
  public Path liveImage(Registration registration) {
    return SetFile.IMAGES.in(directory()).resolve(registration.imageFile());
  }

  /** The generations that were current before, oldest first, once leftovers are discarded. */
  List<Generation> earlier() {
    int current = current().map(Generation::number).orElse(0);
    int pending = pending().map(Generation::number).orElse(0);
    List<Generation> neverRan = KeptGenerations.neverRan(this);
    List<Generation> earlier = new ArrayList<>();
    for (Generation generation : generations()) {
      if (generation.number() < current
          && generation.number() != pending
          && !neverRan.contains(generation)) {
        earlier.add(generation);
      }
    }
    return earlier;
  }

  /**
   * The newest generation that was current before and in which the module had another image than
   * now.
   */
  public Optional<Generation> previous(String module) {
    return Optional.ofNullable(RollbackTargets.of(registry(), earlier()).get(module));
  }
}
