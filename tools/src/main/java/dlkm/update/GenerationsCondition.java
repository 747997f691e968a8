package dlkm.update;

import dlkm.funcset.FunctionSet;
import dlkm.funcset.Generation;
import dlkm.funcset.GenerationWriter;
import dlkm.funcset.IndexFiles;
import dlkm.host.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The condition of a transaction whose files belong to generations of several kernels. Its point of
 * no return is the first kernel's generation.
 *
 * @param all one for each kernel, prepared before the journal is written
 */
record GenerationsCondition(List<GenerationCondition> all) {

  private static final String KIND = "generations";

  GenerationsCondition {
    all = List.copyOf(all);
  }

  /** It in one line, for the journal. */
  String line() {
    StringBuilder line = new StringBuilder(KIND);
    all.forEach(one -> line.append(' ').append(one.release()).append(' ').append(one.number()));
    return line.toString();
  }

  /** The condition of a line, if it is one of this kind. */
  static Optional<GenerationsCondition> of(String line) {
    String[] words = line.split(" ", -1);
    if (!words[0].equals(KIND) || words.length < 3 || words.length % 2 == 0) {
      return Optional.empty();
    }
    List<GenerationCondition> all = new ArrayList<>();
    try {
      for (int i = 1; i < words.length; i += 2) {
        all.add(new GenerationCondition(words[i], Integer.parseInt(words[i + 1])));
      }
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
    return Optional.of(new GenerationsCondition(all));
  }

  /** Whether the point of no return is passed. */
  boolean isMade(Host host) {
    return all.getFirst().isMade(host);
  }

  /**
   * Finishes a change that was cut off: makes the other kernels' generations current.
   *
   * @return whether the transaction's files are to change too
   */
  boolean finish(Host host) throws IOException {
    if (!isMade(host)) {
      return false;
    }
    for (GenerationCondition one : all) {
      FunctionSet set = new FunctionSet(host, one.release());
      Generation next = set.generation(one.number());
      if (!one.isMade(host) && Files.isDirectory(next.directory())) {
        new GenerationWriter(set).makeCurrent(next);
      }
    }
    outdateIndexes(host);
    return true;
  }

  /** Notes that the module indexes are wrong from now on, before files beside the images change. */
  void outdateIndexes(Host host) throws IOException {
    for (GenerationCondition one : all) {
      new IndexFiles(new FunctionSet(host, one.release())).outdate();
    }
  }

  /** Makes them right again. */
  void refreshIndexes(Host host) {
    all.forEach(one -> new IndexFiles(new FunctionSet(host, one.release())).refresh());
  }
}
