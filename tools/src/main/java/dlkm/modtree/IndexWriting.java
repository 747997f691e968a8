package dlkm.modtree;

import dlkm.host.AtomicFiles;
import dlkm.index.BuiltinIndex;
import dlkm.index.TreeIndex;
import dlkm.index.Unfit;
import dlkm.problem.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Makes the files of the index and writes those that differ from what is there. A binary file isn't
 * even made where its text and the numbers of the modules are as they were, and it is the one that
 * was left then.
 */
final class IndexWriting {

  /** All that is written, and then all that is read besides modules. */
  private static final List<String> FILES =
      List.of(
          "modules.dep",
          "modules.dep.bin",
          "modules.alias",
          "modules.alias.bin",
          "modules.symbols",
          "modules.symbols.bin",
          "modules.softdep",
          "modules.weakdep",
          "modules.devname",
          "modules.builtin.bin",
          "modules.builtin.alias.bin",
          "modules.builtin",
          "modules.builtin.modinfo",
          "modules.order");

  private final TreePlace place;
  private final Remembered before;
  private final TreeIndex index;

  private IndexWriting(TreePlace place, Remembered before, TreeIndex index) {
    this.place = place;
    this.before = before;
    this.index = index;
  }

  /** Whether all files are as they were left. */
  static boolean isUntouched(TreePlace place, Remembered before) {
    for (String name : FILES) {
      if (!Stamp.of(place.file(name)).equals(before.file(name))) {
        return false;
      }
    }
    return true;
  }

  /** How all files are left. */
  static Map<String, Stamp> stamps(TreePlace place) {
    Map<String, Stamp> stamps = new LinkedHashMap<>();
    for (String name : FILES) {
      stamps.put(name, Stamp.of(place.file(name)));
    }
    return stamps;
  }

  /** The content of one of them, if it is there. */
  static Optional<byte[]> content(TreePlace place, String name) {
    try {
      return Optional.of(Files.readAllBytes(place.file(name)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Brings the files up to date.
   *
   * @param problems gets those that only show when the index is made
   */
  static void write(
      TreePlace place, Remembered before, TreeIndex index, Kmod kmod, List<Problem> problems)
      throws IOException {
    new IndexWriting(place, before, index).write(kmod, problems);
  }

  private void write(Kmod kmod, List<Problem> problems) throws IOException {
    FutureTask<Map<String, byte[]>> aliases = new FutureTask<>(this::aliases);
    Thread second = Thread.ofPlatform().start(aliases);
    Map<String, byte[]> changed = new LinkedHashMap<>();
    builtin("modules.builtin", "modules.builtin.bin", BuiltinIndex::modules, changed);
    builtin("modules.builtin.modinfo", "modules.builtin.alias.bin", BuiltinIndex::aliases, changed);
    pair("modules.symbols", index.symbols(), index::aliasesBin, changed);
    text("modules.softdep", index.softDependencies(), changed);
    if (kmod.weakdep()) {
      text("modules.weakdep", index.weakDependencies(), changed);
    }
    text("modules.devname", index.deviceNames(problems), changed);
    Map<String, byte[]> last = new LinkedHashMap<>();
    pair("modules.dep", index.dependencies(), index::dependenciesBin, last);
    changed.putAll(result(aliases, second));
    changed.putAll(last);
    if (!changed.isEmpty()) {
      AtomicFiles.writeAll(place.directory(), changed);
    }
  }

  private static Map<String, byte[]> result(FutureTask<Map<String, byte[]>> task, Thread thread) {
    try {
      thread.join();
      return task.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Unfit unfit) {
        throw unfit;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  private Map<String, byte[]> aliases() {
    Map<String, byte[]> changed = new LinkedHashMap<>();
    pair("modules.alias", index.aliases(), index::aliasesBin, changed);
    return changed;
  }

  /** Makes a binary file of a text. */
  private interface Binary {
    byte[] of(byte[] text);
  }

  private void pair(String name, byte[] text, Binary binary, Map<String, byte[]> changed) {
    String bin = name + ".bin";
    boolean left = index.numbering() == before.numbering() && isAsLeft(bin);
    Optional<byte[]> there = content(place, name);
    boolean same = there.isPresent() && Arrays.equals(there.get(), text);
    if (!same || !left) {
      // What is there may be patched only if it belongs together.
      boolean together = left && there.isPresent() && isAsLeft(name);
      Optional<byte[]> patched =
          together
              ? index.patched(
                  content(place, bin).orElseThrow(), there.get(), text, name.equals("modules.dep"))
              : Optional.empty();
      changed.put(bin, patched.isPresent() ? patched.get() : binary.of(text));
    }
    if (!same) {
      changed.put(name, text);
    }
  }

  private void text(String name, byte[] text, Map<String, byte[]> changed) {
    if (!isThere(name, text)) {
      changed.put(name, text);
    }
  }

  /** Without its source the file is empty, as depmod leaves it. */
  private void builtin(String source, String name, Binary binary, Map<String, byte[]> changed) {
    boolean there = !Stamp.of(place.file(name)).equals(Stamp.NONE);
    if (!there || !isAsLeft(source) || !isAsLeft(name)) {
      byte[] made = content(place, source).map(binary::of).orElse(new byte[0]);
      text(name, made, changed);
    }
  }

  private boolean isAsLeft(String name) {
    return Stamp.of(place.file(name)).equals(before.file(name));
  }

  private boolean isThere(String name, byte[] content) {
    Path file = place.file(name);
    return Stamp.of(file).size() == content.length
        && content(place, name).filter(there -> Arrays.equals(there, content)).isPresent();
  }
}
