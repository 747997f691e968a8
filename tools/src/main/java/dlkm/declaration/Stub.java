package dlkm.declaration;

import dlkm.problem.Where;
import java.util.List;

/**
 * A function of a module that others may call while the module isn't loaded (spec §3.7), as its
 * {@code Modstub.h} declares it.
 *
 * @param returns the type of what it returns, as C text
 * @param parameters type and name of each, as C text; empty for {@code (void)}
 * @param arguments the names of the parameters
 * @param failure the C expression that a call returns when the module can't be loaded; empty for a
 *     function that returns nothing
 * @param where its declaration begins
 */
public record Stub(
    String returns,
    String name,
    List<String> parameters,
    List<String> arguments,
    String failure,
    Where where) {

  /** The module that carries the stubs of all modules. */
  public static final String MODULE = "modstub";

  static final String VOID = "void";

  public Stub {
    parameters = List.copyOf(parameters);
    arguments = List.copyOf(arguments);
  }

  /** Whether it returns nothing. */
  public boolean isVoid() {
    return returns.equals(VOID);
  }

  /** The list of its parameters in C, with parentheses. */
  private String parameterList() {
    return "(" + (parameters.isEmpty() ? VOID : String.join(", ", parameters)) + ")";
  }

  /**
   * The declaration of something of its type.
   *
   * @param declarator its name, or {@code (*name)} for a pointer to it
   */
  public String declaration(String declarator) {
    return result(declarator) + parameterList();
  }

  /** The declaration of a variable for what it returns. */
  public String result(String variable) {
    return returns + (returns.endsWith("*") ? "" : " ") + variable;
  }
}
