package dlkm.funcset;

import dlkm.changelog.Changed;
import dlkm.changelog.Changed.Kind;
import dlkm.changelog.Recording;
import dlkm.host.GenerationFile;
import dlkm.host.SetFile;
import dlkm.registry.Registration;
import dlkm.registry.Registry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The entries of the change log that a generation carries ({@link GenerationFile#RECORD}). They are
 * written when it becomes current: by the command that swaps, by the shutdown, or, where either was
 * cut off before, by the next command. The time is that of the link {@code current}, so that two
 * that write the same entry write the same line.
 */
public final class GenerationRecord {

  private static final int SHORT_HASH = 12;

  private GenerationRecord() {}

  /** The lines of what a change registers now and holds, compared with what is current. */
  static List<String> lines(FunctionSet set, Registry now, HeldChanges held) {
    Optional<Recording> recording = Recording.current();
    if (recording.isEmpty()) {
      return List.of();
    }
    List<Changed> changes = new ArrayList<>(between(set.release(), set.registry(), now));
    HeldChanges before = set.held();
    for (String module : names(before, held)) {
      String from = planned(before, module);
      String to = planned(held, module);
      boolean sameNow = set.registry().find(module).equals(now.find(module));
      if (!from.equals(to) && (held.concerns(module) || sameNow)) {
        String outcome = held.concerns(module) ? Changed.HELD : Changed.DONE;
        changes.add(module(set.release(), module, "held", from, to).with(outcome));
      }
    }
    return changes.stream().map(recording.get()::withoutTime).toList();
  }

  private static SortedSet<String> names(HeldChanges before, HeldChanges held) {
    SortedSet<String> names = before.modules();
    names.addAll(held.modules());
    return names;
  }

  /** What the shutdown makes of a module; empty where nothing is held. */
  private static String planned(HeldChanges held, String module) {
    if (held.removals().contains(module)) {
      return "unregistered";
    }
    Registration update = held.updates().get(module);
    return update == null ? "" : shown(update);
  }

  /** The lines of what the shutdown registers; who held a module before stays its author. */
  static List<String> heldLines(FunctionSet set, Registry now, Registry then) {
    Optional<Recording> recording = Recording.current();
    if (recording.isEmpty()) {
      return List.of();
    }
    Map<Changed, String> earlier = new HashMap<>();
    for (String line : set.pending().map(GenerationRecord::read).orElse(List.of())) {
      Recording.changeOf(line).ifPresent(change -> earlier.put(change, line));
    }
    return between(set.release(), now, then).stream()
        .map(change -> earlier.getOrDefault(change, recording.get().withoutTime(change)))
        .toList();
  }

  /** What differs between two registries of a kernel, in the words of the change log. */
  public static List<Changed> between(String release, Registry from, Registry to) {
    TreeSet<String> modules = new TreeSet<>(from.names());
    modules.addAll(to.names());
    List<Changed> changes = new ArrayList<>();
    for (String module : modules) {
      Optional<Registration> before = from.find(module);
      Optional<Registration> after = to.find(module);
      if (isOtherImage(before, after)) {
        changes.add(
            module(
                release,
                module,
                "registered",
                before.map(GenerationRecord::shown).orElse(""),
                after.map(GenerationRecord::shown).orElse("")));
      }
      if (before.isPresent() && after.isPresent()) {
        boolean isStatic = before.get().isStatic();
        if (isStatic != after.get().isStatic()) {
          changes.add(
              module(release, module, "static", isStatic ? "y" : "n", isStatic ? "n" : "y"));
        }
        String phase = before.get().phases().configured().name();
        String then = after.get().phases().configured().name();
        if (!phase.equals(then)) {
          changes.add(module(release, module, "loading phase", phase, then));
        }
        boolean used = before.get().phases().used();
        if (used != after.get().phases().used()) {
          changes.add(module(release, module, "used", used ? "y" : "n", used ? "n" : "y"));
        }
        changes.addAll(tunables(release, before.get(), after.get()));
        String over = String.join(" ", before.get().preferredOver());
        String newOver = String.join(" ", after.get().preferredOver());
        if (!over.equals(newOver)) {
          changes.add(module(release, module, "preferred over", over, newOver));
        }
      }
    }
    return changes;
  }

  private static List<Changed> tunables(String release, Registration before, Registration after) {
    Map<String, String> values = new HashMap<>();
    before.tunables().forEach(tunable -> values.put(tunable.name(), tunable.value()));
    return after.tunables().stream()
        .filter(tunable -> values.containsKey(tunable.name()))
        .filter(tunable -> !tunable.value().equals(values.get(tunable.name())))
        .map(
            tunable ->
                Changed.done(
                        Kind.TUNABLE,
                        tunable.name(),
                        "registered",
                        values.get(tunable.name()),
                        tunable.value())
                    .of(release))
        .toList();
  }

  private static boolean isOtherImage(Optional<Registration> before, Optional<Registration> after) {
    return !before.map(GenerationRecord::image).equals(after.map(GenerationRecord::image));
  }

  private static String image(Registration registration) {
    return registration.version() + " " + registration.image().sha256();
  }

  /** Version and image, as a person compares them. */
  private static String shown(Registration registration) {
    String hash = registration.image().sha256();
    return registration.version() + " " + hash.substring(0, Math.min(SHORT_HASH, hash.length()));
  }

  private static Changed module(
      String release, String module, String what, String from, String to) {
    return Changed.done(Kind.MODULE, module, what, from, to).of(release);
  }

  private static List<String> read(Generation generation) {
    try {
      return Files.readAllLines(GenerationFile.RECORD.in(generation.directory()));
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes the entries of the generation that just became current; a failure is told. */
  static void write(FunctionSet set) throws IOException {
    Optional<Recording> recording = Recording.current();
    Optional<Generation> current = set.current();
    if (recording.isPresent() && current.isPresent()) {
      try {
        recording.get().write(swapped(set).toInstant(), read(current.get()));
      } catch (UncheckedIOException e) {
        throw e.getCause();
      }
    }
  }

  /**
   * Records the current generation where whoever made it current couldn't: a command or a shutdown
   * that was cut off, a rollback at boot before the log's file system was mounted, or a person.
   */
  public static void catchUp(FunctionSet set) throws IOException {
    Optional<Recording> recording = Recording.current();
    if (recording.isEmpty() || recording.get().isWrittenSince(swapped(set))) {
      return;
    }
    Generation current = set.current().orElseThrow();
    if (isNewest(set, current)) {
      write(set);
      return;
    }
    OptionalInt gaveUp = set.gaveUp();
    OptionalInt left = gaveUp.isPresent() ? gaveUp : set.leftAtBoot();
    var change =
        Changed.done(
                Kind.GENERATION,
                set.release(),
                gaveUp.isPresent()
                    ? "rolled back at boot"
                    : left.isPresent() ? "chosen at boot" : "made current by hand",
                left.isPresent() ? left.getAsInt() + "" : "",
                current.number() + "")
            .of(set.release());
    recording.get().write(swapped(set).toInstant(), List.of(recording.get().withoutTime(change)));
  }

  /** Whether no later generation was current before this one became it. */
  private static boolean isNewest(FunctionSet set, Generation current) throws IOException {
    FileTime swapped = swapped(set);
    for (Generation other : set.generations()) {
      // One that was made since is a killed command's.
      if (other.number() > current.number()
          && !set.heldAfter(other).equals(Optional.of(current))
          && Files.getLastModifiedTime(other.directory()).compareTo(swapped) < 0) {
        return false;
      }
    }
    return true;
  }

  private static FileTime swapped(FunctionSet set) throws IOException {
    Path link = SetFile.CURRENT.in(set.directory());
    return Files.getLastModifiedTime(link, LinkOption.NOFOLLOW_LINKS);
  }
}
