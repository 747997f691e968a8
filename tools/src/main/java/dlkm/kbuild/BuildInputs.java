package dlkm.kbuild;

import dlkm.host.Child;
import dlkm.host.Sha256;
import dlkm.installedkernel.InstalledKernel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What an image is made from: what is known before the build, and what the build tells after it.
 */
final class BuildInputs {

  private static final String FORMAT = "dlkm build 1";

  private BuildInputs() {}

  /**
   * The hash of what is known of a tree before anything is made in it: its files, its kernel, how
   * make is called.
   */
  static String content(BuildTree tree, InstalledKernel kernel) throws IOException {
    MessageDigest digest = Sha256.digest();
    add(digest, FORMAT);
    add(digest, kernel.release());
    add(digest, kernel.headers().toRealPath().toString());
    add(digest, tree.makeTarget().orElse(""));
    tree.plan().master().linux().makeVariables().forEach(variable -> add(digest, variable));
    for (Path file : tree.files()) {
      add(digest, tree.directory().relativize(file).toString());
      digest.update(Files.readAllBytes(file));
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** The key in the cache: the content, and what the declared dependencies export. */
  static String key(String content, List<String> symvers) {
    MessageDigest digest = Sha256.digest();
    add(digest, content);
    symvers.forEach(text -> add(digest, text));
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void add(MessageDigest digest, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
    digest.update(bytes);
  }

  /**
   * The files outside of the tree that the compiler read, from the {@code .cmd} files that kbuild
   * keeps, and the compiler and the kernel's symbols.
   */
  static List<Path> read(BuildTree tree, InstalledKernel kernel) throws IOException {
    Path objects = kernel.headers().toRealPath();
    Set<Path> inputs = new TreeSet<>();
    inputs.add(objects.resolve(kernel.symvers().getFileName()));
    Path configuration = objects.resolve("include/generated/autoconf.h");
    if (Files.exists(configuration)) {
      // Everything includes it, but kbuild leaves it out for files of single options.
      inputs.add(configuration);
    }
    try (var files = Files.newDirectoryStream(tree.directory(), ".*.o.cmd")) {
      for (Path file : files) {
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        compiler(text).ifPresent(inputs::add);
        for (String word : dependencies(text)) {
          Path path = objects.resolve(word).normalize();
          if (!path.startsWith(tree.directory())) {
            inputs.add(path);
          }
        }
      }
    }
    return List.copyOf(inputs);
  }

  /**
   * The words of {@code deps_…} that are files; {@code $(wildcard …)} are configuration symbols.
   */
  private static List<String> dependencies(String cmd) {
    List<String> words = new ArrayList<>();
    int deps = cmd.indexOf("\ndeps_");
    if (deps < 0) {
      return words;
    }
    for (String line : cmd.substring(deps + 1).lines().skip(1).toList()) {
      String word =
          line.endsWith("\\") ? line.substring(0, line.length() - 1).strip() : line.strip();
      if (word.isEmpty()) {
        break;
      }
      if (!word.startsWith("$(")) {
        words.add(word);
      }
    }
    return words;
  }

  private static Optional<Path> compiler(String cmd) {
    int assign = cmd.indexOf(":= ");
    String[] words = assign < 0 ? new String[0] : cmd.substring(assign + 3).strip().split(" ", 2);
    for (String folder : Child.PATH.split(":")) {
      Path path = Path.of(folder, words.length == 0 ? "" : words[0]);
      if (Files.isRegularFile(path) && Files.isExecutable(path)) {
        return Optional.of(path);
      }
    }
    return Optional.empty();
  }
}
