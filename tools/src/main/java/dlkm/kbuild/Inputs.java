package dlkm.kbuild;

import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a build read outside of its own tree.
 *
 * @param files that it read
 * @param absent paths at which it would have found something else first, had there been a file
 */
record Inputs(Set<Path> files, Set<Path> absent) {

  Inputs {
    files = new TreeSet<>(files);
    absent = new TreeSet<>(absent);
  }
}
