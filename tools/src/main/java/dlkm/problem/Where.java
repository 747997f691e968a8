package dlkm.problem;

/** A place in a text that the user wrote: a file and a line in it, counted from 1. */
public record Where(String file, int line) {

  public Where {
    if (line < 1) {
      throw new IllegalArgumentException("line " + line + " of " + file);
    }
  }

  @Override
  public String toString() {
    return file + ":" + line;
  }
}
