package dlkm.modtree;

import dlkm.host.AsideFiles;
import dlkm.index.BuiltinIndex;
import dlkm.index.Lists;
import dlkm.index.TextChange;
import dlkm.index.TreeFacts;
import dlkm.index.TreeIndex;
import dlkm.problem.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Makes the files of the index and writes those that differ from what is there. A binary file isn't
 * even made where its text and the numbers of the modules are as they were, and it is the one that
 * was left then.
 */
final class IndexWriting {

  private static final String DEPENDENCIES = "modules.dep";

  /** All that is written, in the order in which it is put in place. */
  private static final List<String> WRITTEN =
      List.of(
          "modules.builtin.bin",
          "modules.builtin.alias.bin",
          "modules.symbols.bin",
          "modules.symbols",
          "modules.softdep",
          "modules.weakdep",
          "modules.devname",
          "modules.alias.bin",
          "modules.alias",
          "modules.dep.bin",
          "modules.dep");

  /** What is read besides modules. */
  private static final List<String> SOURCES =
      List.of("modules.builtin", "modules.builtin.modinfo", "modules.order");

  private final TreePlace place;
  private final Remembered before;
  private final TreeIndex index;
  private final Optional<TreeFacts> earlier;
  private final AsideFiles files;

  private IndexWriting(
      TreePlace place,
      Remembered before,
      TreeIndex index,
      Optional<TreeFacts> earlier,
      AsideFiles files) {
    this.place = place;
    this.before = before;
    this.index = index;
    this.earlier = earlier;
    this.files = files;
  }

  private static List<String> files() {
    return Stream.concat(WRITTEN.stream(), SOURCES.stream()).toList();
  }

  /** Whether all files are as they were left. */
  static boolean isUntouched(TreePlace place, Remembered before) {
    for (String name : files()) {
      if (!Stamp.of(place.file(name)).equals(before.file(name))) {
        return false;
      }
    }
    return true;
  }

  /** How the files are that are read besides modules. */
  static Map<String, Stamp> sources(TreePlace place) {
    Map<String, Stamp> stamps = new LinkedHashMap<>();
    for (String name : SOURCES) {
      stamps.put(name, Stamp.of(place.file(name)));
    }
    return stamps;
  }

  /**
   * How all files are left.
   *
   * @param sources how those were that are read, before that
   */
  static Map<String, Stamp> stamps(TreePlace place, Map<String, Stamp> sources) {
    Map<String, Stamp> stamps = new LinkedHashMap<>(sources);
    for (String name : WRITTEN) {
      stamps.put(name, Stamp.of(place.file(name)));
    }
    return stamps;
  }

  /** The content of one of them, if it is there. */
  static Optional<byte[]> content(TreePlace place, String name) {
    try {
      return Optional.of(WholeFile.read(place.file(name)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Brings the files up to date.
   *
   * @param earlier what the files were made from, where that was the same modules in the same order
   *     and by the same numbers of symbols
   * @param problems gets those that only show when the index is made
   */
  static void write(
      TreePlace place,
      Remembered before,
      TreeIndex index,
      Optional<TreeFacts> earlier,
      Kmod kmod,
      List<Problem> problems)
      throws IOException {
    try (AsideFiles files = new AsideFiles(place.directory())) {
      new IndexWriting(place, before, index, earlier, files).write(kmod, problems);
      files.commit(WRITTEN);
    }
  }

  private void write(Kmod kmod, List<Problem> problems) throws IOException {
    Work.share(
        List.of(this::dependencies, this::aliases, this::symbols, () -> small(kmod, problems)));
  }

  private void dependencies() throws IOException {
    Lists<byte[]> lines = index.dependencies();
    Optional<byte[]> left =
        isPairAsLeft(DEPENDENCIES) ? content(place, DEPENDENCIES) : Optional.empty();
    Lists<byte[]> old = new Lists<>(left.orElse(new byte[0]), before.dependencyEnds());
    if (left.isPresent() && old.isSound(lines.ends().length, old.all().length)) {
      replace(DEPENDENCIES, change(old, lines), lines::all);
    } else {
      pair(DEPENDENCIES, lines.all());
    }
  }

  private void aliases() throws IOException {
    if (isPairAsLeft("modules.alias")) {
      TextChange change = change(earlier.orElseThrow().aliases(), index.aliasLines());
      replace("modules.alias", change, index::aliases);
    } else {
      pair("modules.alias", index.aliases());
    }
  }

  private void symbols() throws IOException {
    String name = "modules.symbols";
    Optional<TextChange> change =
        isPairAsLeft(name)
            ? index.symbolChange(earlier.orElseThrow(), () -> content(place, name).orElseThrow())
            : Optional.empty();
    if (change.isEmpty()) {
      pair(name, index.symbols());
    } else {
      replace(name, change.get(), change.get()::fresh);
    }
  }

  private void small(Kmod kmod, List<Problem> problems) throws IOException {
    builtin("modules.builtin", "modules.builtin.bin", BuiltinIndex::modules);
    builtin("modules.builtin.modinfo", "modules.builtin.alias.bin", BuiltinIndex::aliases);
    text("modules.softdep", index.softDependencies());
    if (kmod.weakdep()) {
      text("modules.weakdep", index.weakDependencies());
    }
    text("modules.devname", index.deviceNames(problems));
  }

  /** Whether a text and its binary file are those of the facts that are known from then. */
  private boolean isPairAsLeft(String name) {
    return earlier.isPresent() && isAsLeft(name) && isAsLeft(name + ".bin");
  }

  /** Makes a binary file of a text. */
  private interface Binary {
    byte[] of(byte[] text);
  }

  private byte[] binary(String name, byte[] text) {
    return name.equals(DEPENDENCIES) ? index.dependenciesBin(text) : index.aliasesBin(text);
  }

  private void pair(String name, byte[] text) throws IOException {
    String bin = name + ".bin";
    // Only what is there from one and the same command belongs together.
    boolean left = index.numbering() == before.numbering() && isAsLeft(name) && isAsLeft(bin);
    Optional<byte[]> there = content(place, name);
    boolean same = there.isPresent() && Arrays.equals(there.get(), text);
    if (!same || !left) {
      Optional<ByteBuffer> patched =
          left && there.isPresent()
              ? index.patched(
                  content(place, bin).orElseThrow(), there.get(), text, name.equals(DEPENDENCIES))
              : Optional.empty();
      files.begin(bin, patched.orElseGet(() -> ByteBuffer.wrap(binary(name, text))));
    }
    if (!same) {
      files.begin(name, ByteBuffer.wrap(text));
    }
  }

  /** Of a text of which each module has a part. */
  private static TextChange change(Lists<byte[]> old, Lists<byte[]> fresh) {
    return TextChange.between(old, fresh, Lists.different(old, fresh));
  }

  /** A text that was made from what was left. */
  private void replace(String name, TextChange change, Supplier<byte[]> whole) {
    if (!change.isNone()) {
      byte[] text = whole.get();
      files.begin(name, ByteBuffer.wrap(text));
      String bin = name + ".bin";
      byte[] there = content(place, bin).orElseThrow();
      Optional<ByteBuffer> patched =
          index.patched(there, change, text.length, name.equals(DEPENDENCIES));
      files.begin(bin, patched.orElseGet(() -> ByteBuffer.wrap(binary(name, text))));
    }
  }

  private void text(String name, byte[] text) throws IOException {
    if (!isThere(name, text)) {
      files.begin(name, ByteBuffer.wrap(text));
    }
  }

  /** Without its source the file is empty, as depmod leaves it. */
  private void builtin(String source, String name, Binary binary) throws IOException {
    boolean there = !Stamp.of(place.file(name)).equals(Stamp.NONE);
    if (!there || !isAsLeft(source) || !isAsLeft(name)) {
      byte[] made = content(place, source).map(binary::of).orElse(new byte[0]);
      text(name, made);
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
