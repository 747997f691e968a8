package dlkm.registry;

import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import dlkm.problem.Where;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Walks the lines of a registry or a record, each a key and a value; comments and empty lines are
 * passed over. It knows the place of what it gives, and says it of each damage.
 */
final class RegistryLines {

  static final String END = "end";

  private final String file;
  private final String text;
  private final String what;
  private final String todo;
  private int position;
  private int line;
  private String key = "";
  private String value = "";

  private RegistryLines(String file, String text, String what, String todo) {
    this.file = file;
    this.text = text;
    this.what = what;
    this.todo = todo;
  }

  static RegistryLines ofRegistry(String file, String text) {
    return new RegistryLines(
        file,
        text,
        "the registry is damaged: ",
        "in the function set, 'ln -sfn gen/NUMBER current' goes back to an earlier generation");
  }

  static RegistryLines ofRecord(String file, String text) {
    return new RegistryLines(
        file, text, "the record is damaged: ", "build the module again with config");
  }

  /** Whether a line follows; {@link #next} takes it. */
  boolean more() {
    while (position < text.length()
        && (text.charAt(position) == '\n' || text.charAt(position) == '#')) {
      take();
    }
    return position < text.length();
  }

  /** Takes the next line of a block; false when that is its end. */
  boolean inBlock() {
    if (!more()) {
      throw damaged("it ends in the middle of a module");
    }
    next();
    return !key.equals(END) || !value.isEmpty();
  }

  private void next() {
    String next = take();
    if (!OneLine.isOne(next)) {
      throw damaged("a control character");
    }
    int space = next.indexOf(' ');
    key = space < 0 ? next : next.substring(0, space);
    value = space < 0 ? "" : next.substring(space + 1);
  }

  private String take() {
    int newline = text.indexOf('\n', position);
    line++;
    if (newline < 0) {
      throw damaged("its last line is cut off");
    }
    String next = text.substring(position, newline);
    position = newline + 1;
    return next;
  }

  /** The key of the line taken last. */
  String key() {
    return key;
  }

  /** Gives the value of that line to a reader, whose complaints get the line. */
  void checked(String name, Consumer<String> reader) {
    try {
      reader.accept(value);
    } catch (WrongValueException e) {
      throw damaged(name + ": " + e.getMessage());
    }
  }

  /** The value of the next line, which must have that key. */
  String value(String expected) {
    if (!more()) {
      throw damaged("key '" + expected + "' is missing");
    }
    next();
    if (!key.equals(expected)) {
      throw damaged("key '" + key + "' in place of '" + expected + "'");
    }
    return value;
  }

  /** The same, read by the rules of a value. */
  <T> T value(String expected, Function<String, T> reader) {
    value(expected);
    try {
      return reader.apply(value);
    } catch (WrongValueException e) {
      throw damaged(expected + ": " + e.getMessage());
    }
  }

  ProblemException unknownKey() {
    return damaged("unknown key '" + key + "'");
  }

  /** The next line should not be there. */
  ProblemException unexpected() {
    next();
    return damaged("key '" + key + "' follows the end");
  }

  ProblemException damaged(String why) {
    return new ProblemException(Problem.at(new Where(file, Math.max(1, line)), what + why, todo));
  }
}
