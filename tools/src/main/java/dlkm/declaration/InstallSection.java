package dlkm.declaration;

import dlkm.problem.Where;
import java.util.List;
import java.util.Optional;

/** Reads {@code $DRIVER_INSTALL}: the reserved majors of a driver (spec §3.1). */
final class InstallSection {

  /** CHRDEV_MAJOR_MAX and BLKDEV_MAJOR_MAX of include/linux, less one. */
  private static final int LAST_MAJOR = 511;

  private InstallSection() {}

  /** The majors; absent when the line can't be read. */
  static Optional<DriverInstall> read(MasterSection section, String module, ProblemList problems) {
    String todo = "write '" + module + " BLOCK CHAR', -1 for a major that the kernel assigns";
    Optional<TextLine> line = section.single(todo, problems);
    if (line.isEmpty()) {
      return Optional.empty();
    }
    List<String> fields = line.get().fields();
    Where where = line.get().where();
    Owner.check(fields.getFirst(), module, where, problems);
    if (fields.size() < 3 || fields.size() > 4) {
      problems.at(where, "$DRIVER_INSTALL has " + TextLine.count(fields), todo);
      return Optional.empty();
    }
    if (fields.size() == 4 && !fields.get(3).equals("1")) {
      problems.at(
          where,
          "wrong fourth field '" + fields.get(3) + "'",
          "allowed: 1 (needed in a minimal system), or nothing");
    }
    int block = major(fields.get(1), "block", where, problems);
    int character = major(fields.get(2), "character", where, problems);
    return Optional.of(new DriverInstall(block, character, fields.size() == 4, where));
  }

  private static int major(String field, String kind, Where where, ProblemList problems) {
    Optional<Integer> major = Numbers.between(field, -1, LAST_MAJOR).filter(n -> n != 0);
    if (major.isEmpty()) {
      problems.at(
          where,
          "wrong " + kind + " major '" + field + "'",
          "allowed: -1 (the kernel assigns one), 1 to " + LAST_MAJOR);
    }
    return major.orElse(DriverInstall.DYNAMIC);
  }
}
