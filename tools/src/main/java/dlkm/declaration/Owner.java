package dlkm.declaration;

import dlkm.problem.Where;

/** The first field of several sections, which names the file's own module. */
final class Owner {

  private Owner() {}

  static void check(String field, String module, Where where, ProblemList problems) {
    if (!field.equals(module)) {
      problems.at(
          where,
          "'" + field + "' is not this module",
          "the first field is the module itself: '" + module + "'");
    }
  }
}
