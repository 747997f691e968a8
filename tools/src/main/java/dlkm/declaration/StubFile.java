package dlkm.declaration;

import dlkm.problem.Where;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads {@code Modstub.h}, the C header with a module's stubs (spec §3.7). Each is a prototype
 * behind the word {@code __modstub(FAILURE)}, which the header defines as nothing for whoever
 * includes it. Only these prototypes are read; of C's types no more is understood than words and
 * {@code *}, and what is more than that is refused, since a {@code typedef} can say it.
 */
public final class StubFile {

  /** Marks a prototype. */
  static final String MARK = "__modstub";

  private static final String FORM = "write '" + MARK + "(FAILURE) TYPE NAME(TYPE NAME, ...);'";

  /** Before a prototype that is no function of a module for others. */
  private static final Set<String> LOCAL = Set.of("static", "inline", "__inline", "typedef");

  private static final Set<String> NO_EXPRESSION = Set.of("#", ";", "{", "}");

  private static final Set<String> AGGREGATES = Set.of("struct", "union", "enum");

  private final String file;
  private final StubTokens tokens;
  private final ProblemList problems = new ProblemList();
  private final List<Stub> stubs = new ArrayList<>();
  private final Set<String> names = new HashSet<>();

  private StubFile(String file, String text) {
    this.file = file;
    tokens = new StubTokens(text);
  }

  /** What isn't a declaration of a stub. */
  private static final class Wrong extends Exception {

    private static final long serialVersionUID = 1;

    private final int line;
    private final String todo;

    Wrong(int line, String what, String todo) {
      super(what);
      this.line = line;
      this.todo = todo;
    }
  }

  /**
   * The stubs that a text declares, in its order.
   *
   * @param file what messages call it
   * @throws dlkm.problem.ProblemException with all that is wrong, or when it declares none
   */
  public static List<Stub> parse(String file, String text) {
    StubFile reader = new StubFile(file, text);
    reader.read();
    reader.problems.throwIfAny();
    return List.copyOf(reader.stubs);
  }

  private void read() {
    boolean any = false;
    while (!tokens.atEnd()) {
      StubTokens.Token token = tokens.next();
      if (token.text().equals(MARK)) {
        any = true;
        try {
          stub(token.line());
        } catch (Wrong e) {
          problems.at(new Where(file, e.line), e.getMessage(), e.todo);
          tokens.skipBehind(";");
        }
      }
    }
    if (!any) {
      problems.at(new Where(file, 1), "declares no stub", FORM);
    }
  }

  private void stub(int line) throws Wrong {
    expect("(", MARK + " without '('");
    String failure = failure(line);
    List<StubTokens.Token> head = head(line);
    String name = head.removeLast().text();
    if (!head.isEmpty() && head.getFirst().text().equals("extern")) {
      head.removeFirst();
    }
    String returns = StubTokens.text(head);
    if (returns.isEmpty()) {
      throw wrong(line, "'" + name + "' has no type");
    }
    List<List<StubTokens.Token>> parameters = parameters(name);
    expect(";", "'" + name + "': something follows its parameters");
    Stub stub =
        new Stub(
            returns,
            name,
            parameters.stream().map(StubTokens::text).toList(),
            parameters.stream().map(words -> words.getLast().text()).toList(),
            failure,
            new Where(file, line));
    check(stub);
    stubs.add(stub);
  }

  private String failure(int line) throws Wrong {
    List<StubTokens.Token> group = tokens.group();
    for (StubTokens.Token token : group) {
      if (NO_EXPRESSION.contains(token.text())) {
        throw wrong(line, MARK + " without ')'");
      }
    }
    return StubTokens.text(group);
  }

  private void check(Stub stub) {
    if (!names.add(stub.name())) {
      problems.at(stub.where(), "'" + stub.name() + "' is declared twice", "keep one");
    }
    if (stub.isVoid() && !stub.failure().isEmpty()) {
      problems.at(
          stub.where(),
          "'" + stub.name() + "' returns nothing, but fails with " + stub.failure(),
          "write '" + MARK + "()'");
    }
    if (!stub.isVoid() && stub.failure().isEmpty()) {
      problems.at(
          stub.where(),
          "what '" + stub.name() + "' returns when its module can't be loaded isn't said",
          "write it behind " + MARK + ", as '" + MARK + "(-ENXIO)' or '" + MARK + "(NULL)'");
    }
  }

  /** The words before the parameters: the type, and at the end the name. */
  private List<StubTokens.Token> head(int line) throws Wrong {
    List<StubTokens.Token> head = new ArrayList<>();
    while (!tokens.atEnd()) {
      StubTokens.Token token = tokens.next();
      if (token.text().equals("(")) {
        if (head.isEmpty() || !isName(head.getLast())) {
          throw wrong(token.line(), "no name of a function before '('");
        }
        return head;
      }
      if (LOCAL.contains(token.text())) {
        throw wrong(token.line(), "'" + token.text() + "': not a function for other modules");
      }
      if (!token.isWord() && !token.text().equals("*")) {
        throw wrong(token.line(), "'" + token.text() + "' in the type of a function");
      }
      head.add(token);
    }
    throw wrong(line, "the file ends within a declaration");
  }

  private List<List<StubTokens.Token>> parameters(String function) throws Wrong {
    int line = tokens.line();
    List<List<StubTokens.Token>> parameters = new ArrayList<>();
    List<StubTokens.Token> words = new ArrayList<>();
    while (!tokens.atEnd()) {
      StubTokens.Token token = tokens.next();
      if (token.text().equals(")") || token.text().equals(",")) {
        boolean ends = token.text().equals(")");
        if (ends && parameters.isEmpty() && StubTokens.text(words).equals(Stub.VOID)) {
          return parameters;
        }
        parameters.add(parameter(function, token.line(), words));
        words = new ArrayList<>();
        if (ends) {
          return parameters;
        }
      } else if (token.isWord() || token.text().equals("*")) {
        words.add(token);
      } else {
        throw new Wrong(
            token.line(),
            "'" + token.text() + "' in a parameter of '" + function + "'",
            parameterAdvice(token.text()));
      }
    }
    throw wrong(line, "the file ends within a declaration");
  }

  private static String parameterAdvice(String text) {
    return switch (text) {
      case "." -> "a stub can't pass on a variable number of arguments: declare a va_list";
      case "[" -> "write a pointer";
      default -> "name the type with a typedef";
    };
  }

  private static List<StubTokens.Token> parameter(
      String function, int line, List<StubTokens.Token> words) throws Wrong {
    boolean named =
        words.size() >= 2
            && isName(words.getLast())
            && !(words.size() == 2 && AGGREGATES.contains(words.getFirst().text()));
    if (!named) {
      String text = StubTokens.text(words);
      throw new Wrong(
          line,
          "a parameter of '" + function + "' has no name: '" + text + "'",
          text.isEmpty() ? "write '(void)' where there is none" : "give it one");
    }
    return words;
  }

  private static boolean isName(StubTokens.Token token) {
    return NameRules.isIdentifier(token.text());
  }

  private void expect(String text, String otherwise) throws Wrong {
    int line = tokens.line();
    if (tokens.atEnd() || !tokens.peek().text().equals(text)) {
      throw wrong(line, otherwise);
    }
    StubTokens.Token _ = tokens.next();
  }

  private static Wrong wrong(int line, String what) {
    return new Wrong(line, what, FORM);
  }
}
