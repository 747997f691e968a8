package dlkm.kbuild;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The directories in which a compiler looked for headers, in order. A header that appears in an
 * earlier one replaces the one that was read.
 */
record IncludePath(List<Path> directories) {

  private static final List<String> OPTIONS = List.of("-I", "-isystem", "-iquote", "-idirafter");

  /**
   * That of a command.
   *
   * @param directory where it ran
   */
  static IncludePath of(CommandFile command, Path directory) {
    List<Path> directories = new ArrayList<>();
    List<String> words = command.words();
    for (int i = 0; i < words.size(); i++) {
      for (String option : OPTIONS) {
        if (words.get(i).equals(option) && i + 1 < words.size()) {
          directories.add(directory.resolve(words.get(i + 1)).normalize());
        } else if (words.get(i).startsWith(option)) {
          directories.add(directory.resolve(words.get(i).substring(option.length())).normalize());
        }
      }
    }
    return new IncludePath(List.copyOf(new java.util.LinkedHashSet<>(directories)));
  }

  /** Where there would have to be nothing for these headers to be found where they were. */
  Set<Path> absent(Iterable<Path> headers) {
    Set<Path> absent = new HashSet<>();
    for (Path header : headers) {
      int found = directoryOf(header);
      for (int i = 0; i < found; i++) {
        Path earlier = directories.get(i);
        Path candidate = earlier.resolve(directories.get(found).relativize(header));
        if (!Files.exists(candidate, LinkOption.NOFOLLOW_LINKS)) {
          absent.add(topmost(candidate));
        }
      }
    }
    return absent;
  }

  /**
   * Where headers are looked for of which a source asks whether they are there.
   *
   * @param files gets those that are there
   * @param absent gets where the others would have to be
   */
  void addAsked(SourceProbes probes, Set<Path> files, Set<Path> absent) {
    List<Path> all = new ArrayList<>(probes.directories());
    all.addAll(directories);
    for (String header : probes.headers()) {
      for (Path directory : all) {
        Path candidate = directory.resolve(header).normalize();
        if (Files.isRegularFile(candidate)) {
          files.add(candidate);
        } else {
          absent.add(topmost(candidate));
        }
      }
    }
  }

  /** The deepest: {@code include} contains {@code include/uapi}. */
  private int directoryOf(Path header) {
    int deepest = -1;
    for (int i = 0; i < directories.size(); i++) {
      boolean deeper =
          deepest < 0
              || directories.get(i).getNameCount() > directories.get(deepest).getNameCount();
      if (deeper && header.startsWith(directories.get(i))) {
        deepest = i;
      }
    }
    return deepest;
  }

  /** One path for all that would lie below it. */
  private static Path topmost(Path absent) {
    Path top = absent;
    while (top.getParent() != null && !Files.exists(top.getParent(), LinkOption.NOFOLLOW_LINKS)) {
      top = top.getParent();
    }
    return top;
  }
}
