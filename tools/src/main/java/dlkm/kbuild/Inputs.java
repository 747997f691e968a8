package dlkm.kbuild;

import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a build read outside of its own tree.
 *
 * @param files that it read
 * @param absent paths at which it would have found something else first, had there been a file
 * @param complete false where it read more, and nothing tells what
 */
record Inputs(Set<Path> files, Set<Path> absent, boolean complete) {

  Inputs(Set<Path> files, Set<Path> absent) {
    this(files, absent, true);
  }

  Inputs {
    files = new TreeSet<>(files);
    absent = new TreeSet<>(absent);
  }
}
