package dlkm.expression;

import java.math.BigInteger;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** A parsed expression: integer constants, names, and the operators of C that change nothing. */
public final class Expression {

  /** Makes the exception for a name, with its place in the text. */
  @FunctionalInterface
  public interface WrongName {
    WrongExpressionException at(String what, String todo);
  }

  /** The values of names. */
  @FunctionalInterface
  public interface Names {

    /**
     * The value of a name.
     *
     * @param wrong makes what is thrown when the name has none
     * @throws WrongExpressionException when the name has none
     */
    CValue value(String name, WrongName wrong);
  }

  private final String text;
  private final Node root;

  private Expression(String text, Node root) {
    this.text = text;
    this.root = root;
  }

  /**
   * Parses a text.
   *
   * @throws WrongExpressionException with the first place that is no C
   */
  public static Expression parse(String text) {
    return new Expression(text, Parser.parse(text));
  }

  /** The names in it, in the order of the text. */
  public Set<String> names() {
    Set<String> names = new LinkedHashSet<>();
    collect(root, names);
    return Collections.unmodifiableSet(names);
  }

  /**
   * The number, where it is one constant, with signs before it or without; empty for a formula.
   *
   * @throws WrongExpressionException where C leaves the value undefined
   */
  public Optional<BigInteger> constant() {
    Node node = root;
    while (node instanceof Node.Sign sign) {
      node = sign.operand();
    }
    return node instanceof Node.Constant
        ? Optional.of(evaluate((name, _) -> unreachable(name)).number())
        : Optional.empty();
  }

  private static CValue unreachable(String name) {
    throw new IllegalStateException("a constant has no name: " + name);
  }

  private static void collect(Node node, Set<String> names) {
    switch (node) {
      case Node.Constant _ -> {}
      case Node.Name name -> names.add(name.name());
      case Node.Sign sign -> collect(sign.operand(), names);
      case Node.Cast cast -> collect(cast.operand(), names);
      case Node.Size size -> collect(size.operand(), names);
      case Node.Pair pair -> {
        collect(pair.left(), names);
        collect(pair.right(), names);
      }
      case Node.Choice choice -> {
        collect(choice.condition(), names);
        collect(choice.yes(), names);
        collect(choice.no(), names);
      }
    }
  }

  /**
   * The value.
   *
   * @throws WrongExpressionException where C leaves it undefined, or for a wrong name
   */
  public CValue evaluate(Names names) {
    return new Evaluation(text, names).value(root);
  }
}
