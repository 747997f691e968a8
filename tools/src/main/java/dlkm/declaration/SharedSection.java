package dlkm.declaration;

import dlkm.problem.Where;
import java.util.List;

/**
 * A section that belongs to the master files of a whole kernel and is also legal in a module's
 * (spec §3.1): kept, its shape checked, not otherwise used.
 *
 * @param keyword with its {@code $}
 * @param rows the fields of each line
 */
record SharedSection(String keyword, List<List<String>> rows, Where where) {

  public SharedSection {
    rows = rows.stream().map(List::copyOf).toList();
  }
}
