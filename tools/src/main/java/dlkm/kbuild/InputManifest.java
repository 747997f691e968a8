package dlkm.kbuild;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The inputs of a build with what they were then, in lines: {@code file SHA256 IDENTITY PATH}, and
 * {@code none PATH} where there must be nothing. Most files are compared by their {@link
 * FileIdentity} alone; one that looks different is read, and counts as the same when its content
 * is.
 */
record InputManifest(List<String> lines) {

  private static final String FILE = "file ";
  private static final String NONE = "none ";
  private static final int HASH = FILE.length() + 64;

  InputManifest {
    lines = List.copyOf(lines);
  }

  /** Whether the inputs are the same, and if so, whether that can be seen without reading them. */
  enum Comparison {
    DIFFERENT,
    SAME_CONTENT,
    SAME
  }

  /** That of some inputs now; nothing when one can't be read or was changed while it was used. */
  static Optional<InputManifest> of(Inputs inputs, InputSums sums) throws IOException {
    sums.begin(inputs.files());
    List<String> lines = new ArrayList<>();
    for (Path absent : inputs.absent()) {
      lines.add(NONE + absent);
    }
    for (Path file : inputs.files()) {
      Optional<InputSums.Sum> sum = sums.of(file);
      if (sum.isEmpty() || !sums.isSettled(file)) {
        return Optional.empty();
      }
      lines.add(FILE + sum.get().sha256() + ' ' + sum.get().identity() + ' ' + file);
    }
    return Optional.of(new InputManifest(lines));
  }

  /** Compares the machine with it. */
  Comparison compare(InputSums sums) throws IOException {
    List<Path> suspects = new ArrayList<>();
    List<String> hashes = new ArrayList<>();
    for (String line : lines) {
      if (line.startsWith(NONE)) {
        if (!sums.isAbsent(line.substring(NONE.length()))) {
          return Comparison.DIFFERENT;
        }
        continue;
      }
      int blank = line.indexOf(' ', HASH + 1);
      Path file = Path.of(line.substring(blank + 1));
      if (!sums.looks(file, line.substring(HASH + 1, blank))) {
        suspects.add(file);
        hashes.add(line.substring(FILE.length(), HASH));
      }
    }
    return suspects.isEmpty() ? Comparison.SAME : read(suspects, hashes, sums);
  }

  private static Comparison read(List<Path> files, List<String> hashes, InputSums sums)
      throws IOException {
    sums.begin(files);
    for (int i = 0; i < files.size(); i++) {
      Optional<InputSums.Sum> sum = sums.of(files.get(i));
      if (sum.isEmpty() || !sum.get().sha256().equals(hashes.get(i))) {
        return Comparison.DIFFERENT;
      }
    }
    return Comparison.SAME_CONTENT;
  }

  /** The inputs that it is of. */
  Inputs inputs() {
    List<Path> files = new ArrayList<>();
    List<Path> absent = new ArrayList<>();
    for (String line : lines) {
      if (line.startsWith(NONE)) {
        absent.add(Path.of(line.substring(NONE.length())));
      } else {
        files.add(Path.of(line.substring(line.indexOf(' ', HASH + 1) + 1)));
      }
    }
    return new Inputs(new java.util.TreeSet<>(files), new java.util.TreeSet<>(absent));
  }
}
