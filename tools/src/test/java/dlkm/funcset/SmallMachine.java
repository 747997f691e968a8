package dlkm.funcset;

import dlkm.host.AtomicFiles;
import dlkm.host.Child;
import dlkm.host.Host;
import dlkm.host.Layout;
import dlkm.registry.Registration;
import dlkm.registry.SomeRegistrations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A machine below a root of its own, with one function set. Images are small texts: a function set
 * copies them and hashes them, and doesn't mind what they are.
 */
record SmallMachine(Path root) {

  static final String RELEASE = "6.1.0-test";

  private static final Path SCRIPTS = Path.of("src/main/sh");

  FunctionSet set() {
    return new FunctionSet(new Host(root, Path.of("src/main")), RELEASE);
  }

  RegistrationChange change() {
    return RegistrationChange.of(set(), "tester", _ -> {});
  }

  /** The record of a module whose image is that text. */
  static Registration record(String module, String image) {
    return SomeRegistrations.of(module, image);
  }

  /** A file with that text, as {@code config} would have left it. */
  Path image(String module, String image) {
    try {
      Path file = root.resolve("built").resolve(module + ".ko");
      Files.createDirectories(file.getParent());
      return Files.writeString(file, image);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void register(String module, String image) {
    change().register(record(module, image), image(module, image)).apply("register " + module);
  }

  void hold(String module, String image) {
    change().hold(record(module, image), image(module, image)).apply("hold " + module);
  }

  /** What the script does that runs at the shutdown. */
  Child shutdown() {
    Path script = product().resolve("sh/kmshutdown");
    return Child.run(
        List.of(
            "env",
            "DLKM_ROOT=" + root,
            "DLKM_RELEASE=" + RELEASE,
            "sh",
            script.toString(),
            "stop"));
  }

  /** A home of the product, as far as its scripts need one. */
  private Path product() {
    try {
      Path home = Files.createDirectories(root.resolve("product"));
      AtomicFiles.copyTree(SCRIPTS, home.resolve("sh"));
      Files.writeString(home.resolve("layout.sh"), Layout.shell());
      return home;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Everything in the function set: what each file has in it and where each link leads. */
  SortedMap<String, String> picture() throws IOException {
    return picture(set().directory());
  }

  /** The same of another directory. */
  static SortedMap<String, String> picture(Path top) throws IOException {
    SortedMap<String, String> picture = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(top)) {
      for (Path path : (Iterable<Path>) paths::iterator) {
        picture.put(top.relativize(path).toString(), content(path));
      }
    }
    return picture;
  }

  private static String content(Path path) throws IOException {
    if (Files.isSymbolicLink(path)) {
      return "-> " + Files.readSymbolicLink(path);
    }
    return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS) ? "/" : Files.readString(path);
  }
}
