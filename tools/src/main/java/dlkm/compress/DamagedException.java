package dlkm.compress;

/** Ends the unpacking of a file; whoever knows the file's name makes a problem of it. */
final class DamagedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String todo;

  DamagedException(String what, String todo) {
    super(what, null, false, false);
    this.todo = todo;
  }

  static DamagedException damaged(String format, String how) {
    return new DamagedException(
        "is compressed with " + format + " and damaged: " + how, "copy or rebuild it");
  }

  String todo() {
    return todo;
  }
}
