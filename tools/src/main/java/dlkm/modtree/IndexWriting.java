package dlkm.modtree;

import dlkm.index.FlatLists;
import dlkm.index.IndexKind;
import dlkm.index.TextChange;
import dlkm.index.TreeFacts;
import dlkm.index.TreeIndex;
import dlkm.problem.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Makes the files of the index and writes those that differ. A binary file is not even made if its
 * text and the numbers of its modules are unchanged since the last write.
 */
final class IndexWriting {

  private static final String DEPENDENCIES = "modules.dep";

  private final IndexDirectory directory;
  private final WrittenFiles files;
  private final TreeIndex index;
  private final Optional<TreeFacts> earlier;

  /**
   * @param earlier what the files were made from, where that was the same modules in the same order
   *     and by the same numbers of symbols
   */
  IndexWriting(
      IndexDirectory directory, WrittenFiles files, TreeIndex index, Optional<TreeFacts> earlier) {
    this.directory = directory;
    this.files = files;
    this.index = index;
    this.earlier = earlier;
  }

  /**
   * Brings the files up to date.
   *
   * @param problems gets those that only show when the index is made
   */
  void write(Kmod kmod, List<Problem> problems) throws IOException {
    SharedQueue.share(
        List.of(this::dependencies, this::aliases, this::symbols, () -> small(kmod, problems)));
  }

  private void dependencies() throws IOException {
    FlatLists<byte[]> lines = index.dependencies();
    Optional<byte[]> left =
        isPairAsLeft(DEPENDENCIES) ? directory.content(DEPENDENCIES) : Optional.empty();
    FlatLists<byte[]> old =
        new FlatLists<>(left.orElse(new byte[0]), directory.before().dependencyEnds());
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
            ? index.symbolChange(earlier.orElseThrow(), () -> directory.content(name).orElseThrow())
            : Optional.empty();
    if (change.isEmpty()) {
      pair(name, index.symbols());
    } else {
      replace(name, change.get(), change.get()::fresh);
    }
  }

  private void small(Kmod kmod, List<Problem> problems) throws IOException {
    new BuiltinWriting(directory, files).write();
    text("modules.softdep", index.softDependencies());
    if (kmod.weakdep()) {
      text("modules.weakdep", index.weakDependencies());
    }
    text("modules.devname", index.deviceNames(problems));
  }

  /** Whether a text and its binary file are those of the facts that are known from then. */
  private boolean isPairAsLeft(String name) {
    return earlier.isPresent() && directory.isAsLeft(name) && directory.isAsLeft(name + ".bin");
  }

  private byte[] binary(String name, byte[] text) {
    return index.binary(IndexKind.of(name), text);
  }

  private void pair(String name, byte[] text) {
    String bin = name + ".bin";
    // Only files written by one command are consistent.
    boolean left =
        index.numbering() == directory.before().numbering()
            && directory.isAsLeft(name)
            && directory.isAsLeft(bin);
    Optional<byte[]> there = directory.content(name);
    if (left && there.isPresent()) {
      replace(name, TextChange.between(there.get(), text), () -> text);
      return;
    }
    files.begin(bin, ByteBuffer.wrap(binary(name, text)));
    if (there.isEmpty() || !Arrays.equals(there.get(), text)) {
      files.begin(name, ByteBuffer.wrap(text));
    }
  }

  /** Of a text of which each module has a part. */
  private static TextChange change(FlatLists<byte[]> old, FlatLists<byte[]> fresh) {
    return TextChange.between(old, fresh, FlatLists.different(old, fresh));
  }

  /** A text made from the cache. */
  private void replace(String name, TextChange change, Supplier<byte[]> whole) {
    if (!change.isNone()) {
      byte[] text = whole.get();
      files.begin(name, ByteBuffer.wrap(text));
      String bin = name + ".bin";
      byte[] there = directory.content(bin).orElseThrow();
      Optional<ByteBuffer> patched = index.patched(there, change, text.length, IndexKind.of(name));
      files.begin(bin, patched.orElseGet(() -> ByteBuffer.wrap(binary(name, text))));
    }
  }

  private void text(String name, byte[] text) throws IOException {
    if (!directory.isThere(name, text)) {
      files.begin(name, ByteBuffer.wrap(text));
    }
  }
}
