package dlkm.conformance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The files of the clone that these tests belong to.
 *
 * @param files all that are kept, by {@link #read}
 * @param tests those that are tests in Java, by the name of their class
 */
record Clone(Path top, List<Path> files, Map<String, Path> tests) {

  /** What is made in the clone, and not kept. */
  private static final Set<String> MADE = Set.of(".git", "build", "bin", "lib");

  private static final int LARGEST = 1 << 20;
  private static final String JAVA = ".java";

  static Clone here() throws IOException {
    Path top = Path.of("..").toAbsolutePath().normalize();
    List<Path> files = new ArrayList<>();
    Map<String, Path> tests = new HashMap<>();
    Files.walkFileTree(
        top,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes facts) {
            String name = directory.getFileName().toString();
            boolean atTop = top.equals(directory.getParent());
            return name.equals("target") || (atTop && MADE.contains(name))
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes facts) {
            String name = file.getFileName().toString();
            if (facts.isRegularFile() && facts.size() < LARGEST) {
              files.add(file);
            }
            if (name.endsWith(JAVA) && file.toString().contains("/src/test/java/")) {
              tests.put(name.substring(0, name.length() - JAVA.length()), file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return new Clone(top, files, tests);
  }

  Path file(String path) {
    return top.resolve(path);
  }

  /** A file's text; bytes that are none become signs that no text has. */
  String read(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }

  /** The source of a test class. */
  Optional<String> javaTest(String name) throws IOException {
    Path file = tests.get(name);
    return file == null ? Optional.empty() : Optional.of(Files.readString(file));
  }
}
