package dlkm.expression;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random expressions here and in the C compiler: the same value of the same type, or undefined in
 * both (spec §9.4). {@code -Ddlkm.expressions=NUMBER} takes more or less of them, {@code
 * -Ddlkm.seed=NUMBER} repeats a run.
 */
class AgainstGccTest {

  private static final int COUNT = Integer.getInteger("dlkm.expressions", 10_000);
  private static final Map<String, CValue> NAMES = names();
  private static final long SEED = Long.getLong("dlkm.seed", System.nanoTime());

  private static final Pattern POINTER =
      Pattern.compile("\\b(_Bool|bool|char|short|int|long|signed|unsigned)\\s*\\*");

  @TempDir Path directory;

  private final RandomExpressions random = new RandomExpressions(SEED);

  @Test
  void theValueIsTheCompilersOrUndefinedInBoth() throws IOException, InterruptedException {
    List<RandomExpressions.Generated> expressions =
        Stream.generate(random::next).limit(COUNT).toList();
    List<String> gcc = new Gcc(directory).values(expressions);
    List<String> wrong = new ArrayList<>();
    int undefined = 0;
    for (int i = 0; i < COUNT; i++) {
      String text = expressions.get(i).text();
      String ours = value(text);
      undefined += ours.equals("undefined") ? 1 : 0;
      if (!ours.equals(gcc.get(i))) {
        wrong.add(text + " is " + ours + ", in gcc " + gcc.get(i));
      }
    }
    assertThat(wrong).as("seed %d", SEED).isEmpty();
    assertThat(gcc).as("one for each").hasSize(COUNT);
    assertThat(undefined).as("of both kinds enough").isBetween(COUNT / 20, COUNT * 2 / 3);
  }

  @Test
  void aTextIsAnExpressionWhereTheCompilerTakesIt() throws IOException, InterruptedException {
    List<String> texts =
        Stream.generate(random::damaged).filter(text -> !isOtherC(text)).limit(COUNT / 50).toList();
    Gcc gcc = new Gcc(directory);
    Set<String> taken = gcc.taken(texts);
    Set<String> ours = texts.stream().filter(text -> !isRefused(text)).collect(toSet());
    assertThat(taken).as("seed %d: C, and refused here", SEED).isSubsetOf(ours);
    // A wrong text before may have made the compiler refuse a right one.
    assertThat(gcc.taken(ours)).as("seed %d: no C, and taken here", SEED).containsAll(ours);
    assertThat(ours).hasSizeBetween(texts.size() / 20, texts.size() * 3 / 4);
  }

  /** Comments, characters of other sets, pointers: C has them, and no tunable needs them. */
  private static boolean isOtherC(String text) {
    return text.contains("//")
        || text.contains("/*")
        || text.matches(".*[uUL8]'.*")
        || POINTER.matcher(text).find();
  }

  private static boolean isRefused(String text) {
    try {
      return !NAMES.keySet().containsAll(Expression.parse(text).names());
    } catch (WrongExpressionException e) {
      return true;
    }
  }

  private static String value(String text) {
    try {
      CValue value = Expression.parse(text).evaluate((name, wrong) -> NAMES.get(name));
      return value.type().words() + " " + value.number();
    } catch (WrongExpressionException e) {
      return "undefined";
    }
  }

  private static Map<String, CValue> names() {
    Map<String, CValue> names = new HashMap<>();
    for (String value : RandomExpressions.VALUES) {
      names.put("t" + names.size(), Expression.parse(value).evaluate((name, _) -> names.get(name)));
    }
    return names;
  }
}
