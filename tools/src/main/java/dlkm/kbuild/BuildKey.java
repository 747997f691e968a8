package dlkm.kbuild;

import dlkm.host.Sha256;
import dlkm.installedkernel.InstalledKernel;
import dlkm.installedkernel.KernelConfiguration;
import dlkm.plan.ModulePlan;
import dlkm.sandbox.Sandbox;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;

/** The hash of all that is known of an image before it is built. */
final class BuildKey {

  private static final String FORMAT = "dlkm build 5";

  private BuildKey() {}

  /**
   * The hash of what is known of a tree before anything is made in it: its files, its kernel, how
   * make is called, what its makefiles learn from the machine.
   */
  static String content(BuildTree tree, InstalledKernel kernel, Sandbox sandbox)
      throws IOException {
    MessageDigest digest = Sha256.digest();
    add(digest, FORMAT);
    add(digest, kernel.release());
    add(digest, kernel.headers().toRealPath().toString());
    add(digest, String.join(" ", KbuildRun.compiler(KernelConfiguration.of(kernel))));
    add(digest, tree.makeTarget().orElse(""));
    add(digest, tree.treeCommands().prepare().orElse(""));
    add(digest, tree.treeCommands().make().orElse(""));
    tree.plan().master().linux().makeVariables().forEach(variable -> add(digest, variable));
    tree.treeCommands().environment().forEach(variable -> add(digest, "environment " + variable));
    add(digest, stripped(tree));
    add(digest, MakefileQuestions.answers(tree, kernel, sandbox));
    add(digest, tree, tree.files());
    for (Path link : tree.links()) {
      add(digest, "link " + tree.directory().relativize(link));
      add(digest, Files.readSymbolicLink(link).toString());
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** The modules of the tree that are stripped. */
  private static String stripped(BuildTree tree) {
    List<String> names =
        tree.plans().stream()
            .filter(plan -> plan.master().linux().strip())
            .map(ModulePlan::name)
            .toList();
    return names.size() == tree.plans().size() ? "strip" : String.join(" ", names);
  }

  /** The hash of files of a tree, to see whether a build has changed one. */
  static String files(BuildTree tree, List<Path> files) throws IOException {
    MessageDigest digest = Sha256.digest();
    add(digest, tree, files);
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void add(MessageDigest digest, BuildTree tree, List<Path> files)
      throws IOException {
    for (Path file : files) {
      add(digest, tree.directory().relativize(file).toString());
      add(digest, Files.readAllBytes(file));
    }
  }

  /**
   * The key of a module in the cache: the content of its tree, and what the declared dependencies
   * export.
   *
   * @param module its kernel name
   */
  static String key(String content, String module, List<String> symvers) {
    MessageDigest digest = Sha256.digest();
    add(digest, content);
    add(digest, module);
    symvers.forEach(text -> add(digest, text));
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void add(MessageDigest digest, String text) {
    add(digest, text.getBytes(StandardCharsets.UTF_8));
  }

  private static void add(MessageDigest digest, byte[] bytes) {
    digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
    digest.update(bytes);
  }
}
