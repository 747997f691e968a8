package dlkm.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Names of integer types, their words in any order: {@code long unsigned int}. */
final class TypeName {

  private static final Set<String> WORDS =
      Set.of("_Bool", "bool", "char", "short", "int", "long", "signed", "unsigned");

  private TypeName() {}

  static boolean isWord(Token token) {
    return token.kind() == Token.Kind.NAME && WORDS.contains(token.text());
  }

  /** The type that the words name together, if they do. */
  static Optional<CType> of(List<String> words) {
    List<String> size = new ArrayList<>(words);
    boolean unsigned = size.remove("unsigned");
    boolean signed = !unsigned && size.remove("signed");
    boolean integer = size.remove("int");
    size.sort(null);
    boolean plain = !unsigned && !signed && !integer;
    CType type =
        switch (String.join(" ", size)) {
          case "" -> unsigned ? CType.UNSIGNED_INT : CType.INT;
          case "short" -> unsigned ? CType.UNSIGNED_SHORT : CType.SHORT;
          case "long", "long long" -> unsigned ? CType.UNSIGNED_LONG : CType.LONG;
          case "char" -> integer ? null : unsigned ? CType.UNSIGNED_CHAR : CType.CHAR;
          case "bool", "_Bool" -> plain ? CType.BOOL : null;
          default -> null;
        };
    return Optional.ofNullable(type).filter(_ -> !words.isEmpty());
  }
}
