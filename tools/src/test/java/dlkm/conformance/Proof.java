package dlkm.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** A test as a row names it. */
sealed interface Proof {

  /** What of the clone cites the rules that the test proves; nothing when there is no such test. */
  Optional<String> text(Clone clone) throws IOException;

  /** The test of that name: {@code Class.method}, {@code tool/case} or {@code script: case}. */
  static Proof of(String name) {
    int colon = name.indexOf(": ");
    if (colon > 0) {
      return new Case(name.substring(0, colon), name.substring(colon + 2));
    }
    int slash = name.indexOf('/');
    if (slash > 0) {
      return new Golden(name.substring(0, slash), name.substring(slash + 1));
    }
    int dot = name.indexOf('.');
    return new Method(name.substring(0, Math.max(dot, 0)), name.substring(dot + 1));
  }

  /** A test method; its class cites the rules. */
  record Method(String type, String method) implements Proof {

    @Override
    public Optional<String> text(Clone clone) throws IOException {
      String test = "(?:Test|ParameterizedTest|TestFactory|Property|FuzzTest)\\b";
      String result = "\\b(?:void|Stream<DynamicTest>)";
      Pattern declared =
          Pattern.compile(
              "@" + test + "(?:(?!" + result + ")[\\s\\S])*" + result + "\\s+" + method + "\\(");
      return clone.javaTest(type).filter(text -> declared.matcher(text).find());
    }
  }

  /** A golden case of a tool; its commands begin with the rules. */
  record Golden(String tool, String name) implements Proof {

    @Override
    public Optional<String> text(Clone clone) throws IOException {
      Path cases = clone.file("tools/src/test/cases").resolve(tool).resolve(name);
      if (!Files.exists(cases.resolve("expected"))) {
        return Optional.empty();
      }
      boolean files = tool.equals("conf");
      Path runner = clone.file("tools/src/test/java/dlkm/declaration/WrongFilesTest.java");
      return Optional.of(Files.readString(files ? runner : cases.resolve("commands")));
    }
  }

  /** What a shell script tests: its {@code begin} line, or the text of an assertion. */
  record Case(String script, String words) implements Proof {

    @Override
    public Optional<String> text(Clone clone) throws IOException {
      Path product = clone.file("dist/test").resolve(script);
      if (Files.exists(product)) {
        return Optional.of(Files.readString(product)).filter(text -> text.contains(words));
      }
      Path scratch = clone.file("scratch/src/test/sh").resolve(script);
      if (!Files.exists(scratch)) {
        return Optional.empty();
      }
      String begin = "begin \"" + words + "\"";
      return Files.readAllLines(scratch).stream().filter(l -> l.startsWith(begin)).findFirst();
    }
  }
}
