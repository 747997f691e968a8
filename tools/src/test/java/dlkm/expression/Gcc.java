package dlkm.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The C compiler's answers about many expressions at once. */
final class Gcc {

  private static final Pattern ERROR = Pattern.compile("(?m)^[^:]+\\.c:(\\d+):.*error: ");

  private static final Pattern NAME = Pattern.compile("\\bt(0|[1-9][0-9]{0,3})\\b");

  /** Lines of an expression in the file that is only parsed. */
  private static final int LINES = 3;

  private final Path directory;

  Gcc(Path directory) {
    this.directory = directory;
  }

  /**
   * The type and the value of each expression, as {@code TYPE VALUE}, or {@code undefined} where
   * the code that looks for undefined behaviour stopped it.
   */
  List<String> values(List<RandomExpressions.Generated> expressions)
      throws IOException, InterruptedException {
    int half = (expressions.size() + 1) / 2;
    List<Process> compilers = new ArrayList<>();
    for (int part = 0; part < 2; part++) {
      int from = part * half;
      Path source = directory.resolve("values" + part + ".c");
      Files.writeString(
          source, program(expressions.subList(from, Math.min(expressions.size(), from + half))));
      compilers.add(
          start(
              part,
              Stream.of(
                  "gcc",
                  "-std=gnu2x",
                  "-w",
                  "-O0",
                  "-g0",
                  "-fsanitize=shift,integer-divide-by-zero,signed-integer-overflow",
                  "-fsanitize-undefined-trap-on-error",
                  "-o",
                  "values" + part,
                  source.getFileName().toString())));
    }
    List<String> values = new ArrayList<>();
    for (int part = 0; part < 2; part++) {
      assertThat(compilers.get(part).waitFor()).as(said(part)).isZero();
      Process run = start(part, Stream.of(directory.resolve("values" + part).toString()));
      assertThat(run.waitFor()).isZero();
      values.addAll(said(part).lines().toList());
    }
    return values;
  }

  private static String program(List<RandomExpressions.Generated> expressions) {
    StringBuilder text =
        new StringBuilder(
            """
            #include <setjmp.h>
            #include <signal.h>
            #include <stdio.h>
            #define V(x) ({ volatile __typeof__(x) v_ = (x); v_; })
            #define TYPE(x) _Generic((x), _Bool: "bool", char: "char", signed char: "char", \\
              unsigned char: "unsigned char", short: "short", unsigned short: "unsigned short", \\
              int: "int", unsigned: "unsigned int", long: "long", unsigned long: "unsigned long", \\
              long long: "long", unsigned long long: "unsigned long")
            static sigjmp_buf before;
            static void stopped(int signal) { siglongjmp(before, signal); }
            static void say(const char *type, int negative, unsigned long value, int same)
            {
              if (!same)
                puts("something else with few parentheses");
              else if (negative)
                printf("%s %ld\\n", type, (long)value);
              else
                printf("%s %lu\\n", type, value);
            }
            """);
    text.append(names());
    for (int i = 0; i < expressions.size(); i++) {
      text.append("static void f").append(i).append("(void) { __auto_type r = ");
      text.append(expressions.get(i).c()).append("; __auto_type same = (");
      text.append(expressions.get(i).text()).append(");\n");
      text.append("say(TYPE(r), r < 0, (unsigned long)r, r == same && TYPE(r) == TYPE(same)); }\n");
    }
    text.append("static void (*const all[])(void) = {");
    for (int i = 0; i < expressions.size(); i++) {
      text.append('f').append(i).append(',');
    }
    return text.append(
            """
            };
            int main(void)
            {
              signal(SIGILL, stopped);
              signal(SIGTRAP, stopped);
              signal(SIGFPE, stopped);
              for (unsigned i = 0; i < sizeof all / sizeof *all; i++) {
                if (sigsetjmp(before, 1))
                  puts("undefined");
                else
                  all[i]();
              }
              return 0;
            }
            """)
        .toString();
  }

  private static String names() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < RandomExpressions.VALUES.size(); i++) {
      String value = RandomExpressions.VALUES.get(i);
      text.append("#define t").append(i).append(" (").append(value).append(")\n");
    }
    return text.toString();
  }

  /** No macros: an error in one would be told with the line of its definition. */
  private static String withValues(String text) {
    return NAME.matcher(text)
        .replaceAll(
            name -> {
              int index = Integer.parseInt(name.group(1));
              List<String> values = RandomExpressions.VALUES;
              return index < values.size() ? "(" + values.get(index) + ")" : name.group();
            });
  }

  /**
   * The texts that the compiler takes. After an unclosed parenthesis it doesn't see the next
   * errors, so it is asked again without what it refused, until it takes all.
   */
  Set<String> taken(Collection<String> texts) throws IOException, InterruptedException {
    List<String> left = new ArrayList<>(new LinkedHashSet<>(texts));
    for (Set<String> refused = refused(left); !refused.isEmpty(); refused = refused(left)) {
      left.removeAll(refused);
    }
    return new LinkedHashSet<>(left);
  }

  private Set<String> refused(List<String> texts) throws IOException, InterruptedException {
    StringBuilder source = new StringBuilder("void take(long);\n");
    for (int i = 0; i < texts.size(); i++) {
      source.append("void __e").append(i).append("(void) { take(\n");
      source.append(withValues(texts.get(i))).append("\n); }\n");
    }
    Files.writeString(directory.resolve("refused.c"), source);
    Process gcc =
        start(
            2,
            Stream.of(
                "gcc",
                "-std=c2x",
                "-fsyntax-only",
                "-fmax-errors=0",
                "-pedantic-errors",
                "-Wno-overflow",
                "-Wno-div-by-zero",
                "-Wno-shift-count-overflow",
                "-Wno-shift-count-negative",
                "-Wno-shift-overflow",
                "-Werror=multichar",
                "-Werror=implicit-function-declaration",
                "refused.c"));
    gcc.waitFor();
    Set<String> refused = new HashSet<>();
    ERROR
        .matcher(said(2))
        .results()
        .mapToInt(match -> (Integer.parseInt(match.group(1)) - 2) / LINES)
        .filter(index -> index < texts.size())
        .forEach(index -> refused.add(texts.get(index)));
    return refused;
  }

  private Process start(int number, Stream<String> command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command.toList());
    builder.environment().put("LC_ALL", "C");
    return builder
        .directory(directory.toFile())
        .redirectErrorStream(true)
        .redirectOutput(directory.resolve("said" + number).toFile())
        .start();
  }

  private String said(int number) throws IOException {
    return Files.readString(directory.resolve("said" + number));
  }
}
