package dlkm.declaration;

import java.util.Optional;

/** Reads {@code $VERSION}, the version of the master file's format (spec §3.1). */
final class VersionSection {

  static final String TODO = "write '$VERSION', then 1 or 2, then '$$$'";

  private VersionSection() {}

  /** The version; 0 when there was a problem. */
  static int read(MasterSection section, ProblemList problems) {
    Optional<TextLine> line = section.single(TODO, problems);
    Optional<Integer> version = line.flatMap(l -> Numbers.between(l.text(), 1, 2));
    if (line.isPresent() && version.isEmpty()) {
      problems.at(
          line.get().where(), "unknown format version '" + line.get().text() + "'", "allowed: 1 2");
    }
    return version.orElse(0);
  }
}
