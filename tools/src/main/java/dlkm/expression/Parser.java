package dlkm.expression;

import dlkm.expression.Token.Kind;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Parses C's conditional expressions: all of C's operators but those that change something. */
final class Parser {

  /** Deep enough for every formula, and far from the end of the stack. */
  private static final int DEEPEST = 100;

  private final String text;
  private final List<Token> tokens;
  private int next;
  private int depth;

  private Parser(String text) {
    this.text = text;
    this.tokens = Tokens.of(text);
  }

  static Node parse(String text) {
    Parser parser = new Parser(text);
    Node node = parser.choice();
    if (parser.peek().kind() != Kind.END) {
      throw parser.wrong("an operator is expected, not " + parser.peek().shown());
    }
    return node;
  }

  private Node choice() {
    enter();
    Node condition = pairs(Operator.LOWEST);
    if (!peek().is("?")) {
      depth--;
      return condition;
    }
    take();
    Node yes = choice();
    expect(":", "the '?' has no ':'");
    Node no = choice();
    depth--;
    return new Node.Choice(condition, yes, no);
  }

  /** Operands with operators of that rank and above between them; equal ones bind to the left. */
  private Node pairs(int rank) {
    Node left = sign();
    for (Optional<Operator> operator = Operator.of(peek());
        operator.isPresent() && operator.get().rank() >= rank;
        operator = Operator.of(peek())) {
      Token token = take();
      Node right = pairs(operator.get().rank() + 1);
      left = new Node.Pair(operator.get(), token.at(), left, right);
    }
    return left;
  }

  private Node sign() {
    Token token = peek();
    boolean sign = token.kind() == Kind.OPERATOR && "+-~!".contains(token.text());
    boolean cast = token.is("(") && TypeName.isWord(tokens.get(next + 1));
    boolean size = token.kind() == Kind.NAME && token.text().equals("sizeof");
    if (!sign && !cast && !size) {
      return primary();
    }
    enter();
    Node node;
    if (sign) {
      node = new Node.Sign(take().text().charAt(0), token.at(), sign());
    } else if (cast) {
      node = new Node.Cast(type(), sign());
    } else {
      node = size();
    }
    depth--;
    return node;
  }

  private Node size() {
    take();
    if (peek().is("(") && TypeName.isWord(tokens.get(next + 1))) {
      BigInteger size = BigInteger.valueOf(type().size());
      return new Node.Constant(new CValue(CType.UNSIGNED_LONG, size));
    }
    return new Node.Size(sign());
  }

  private CType type() {
    Token open = take();
    List<String> words = new ArrayList<>();
    while (TypeName.isWord(peek())) {
      words.add(take().text());
    }
    expect(")", "the type in parentheses is not closed");
    return TypeName.of(words)
        .orElseThrow(
            () ->
                new WrongExpressionException(
                    text, open.at(), "'" + String.join(" ", words) + "' is no type of C", ""));
  }

  private Node primary() {
    Token token = peek();
    switch (token.kind()) {
      case NUMBER -> {
        return new Node.Constant(IntegerConstant.read(text, take()));
      }
      case CHARACTER -> {
        return new Node.Constant(CharacterConstant.read(text, take()));
      }
      case NAME -> {
        return name();
      }
      default -> {}
    }
    if (!token.is("(")) {
      throw wrong("a number, a name or '(' is expected, not " + token.shown());
    }
    take();
    Node inside = choice();
    if (!peek().is(")")) {
      boolean end = peek().kind() == Kind.END;
      throw new WrongExpressionException(
          text,
          end ? token.at() : peek().at(),
          end ? "the parenthesis is not closed" : "')' is expected, not " + peek().shown(),
          "");
    }
    take();
    return inside;
  }

  private Node name() {
    Token token = take();
    if (TypeName.isWord(token)) {
      throw new WrongExpressionException(
          text, token.at(), "a type stands only in '(" + token.text() + ")'", "");
    }
    return switch (token.text()) {
      case "true" -> new Node.Constant(new CValue(CType.BOOL, BigInteger.ONE));
      case "false" -> new Node.Constant(new CValue(CType.BOOL, BigInteger.ZERO));
      default -> new Node.Name(token.text(), token.at());
    };
  }

  private void enter() {
    if (++depth > DEEPEST) {
      throw wrong("nested more than " + DEEPEST + " deep");
    }
  }

  private void expect(String operator, String what) {
    if (!peek().is(operator)) {
      throw wrong(what);
    }
    take();
  }

  private Token peek() {
    return tokens.get(next);
  }

  private Token take() {
    return tokens.get(next++);
  }

  private WrongExpressionException wrong(String what) {
    return new WrongExpressionException(text, peek().at(), what, "");
  }
}
