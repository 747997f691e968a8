package dlkm.modtree;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The files of the index, and those that it is made from besides modules: as they are, and whether
 * they are as they were left.
 */
record IndexDirectory(TreePlace place, IndexCache before) {

  /** All that is written, in the order in which it is put in place. */
  static final List<String> WRITTEN =
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

  /** The inputs besides modules. */
  private static final List<String> SOURCES =
      List.of("modules.builtin", "modules.builtin.modinfo", "modules.order");

  FileStamp stamp(String name) {
    return FileStamp.of(place.file(name));
  }

  /** How all files are now. */
  Map<String, FileStamp> stamps() {
    Map<String, FileStamp> stamps = new LinkedHashMap<>();
    SOURCES.forEach(name -> stamps.put(name, stamp(name)));
    WRITTEN.forEach(name -> stamps.put(name, stamp(name)));
    return stamps;
  }

  boolean isAsLeft(String name) {
    return stamp(name).equals(before.file(name));
  }

  /** Whether all of them are, by their stamps. */
  boolean isUntouched(Map<String, FileStamp> stamps) {
    return stamps.equals(before.files());
  }

  boolean isThere(String name) {
    return !stamp(name).equals(FileStamp.NONE);
  }

  /** Whether a file has that content. */
  boolean isThere(String name, byte[] content) {
    return stamp(name).size() == content.length
        && content(name).filter(there -> Arrays.equals(there, content)).isPresent();
  }

  /** The content of a file, if it is there. */
  Optional<byte[]> content(String name) {
    return content(place.file(name));
  }

  static Optional<byte[]> content(Path file) {
    try {
      return Optional.of(WholeFile.read(file));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
