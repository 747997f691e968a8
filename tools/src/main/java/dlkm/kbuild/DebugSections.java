package dlkm.kbuild;

import dlkm.host.Child;
import dlkm.plan.ModulePlan;
import dlkm.problem.ProblemException;
import dlkm.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes the debugging sections out of built images, as the kernel's {@code INSTALL_MOD_STRIP=1}
 * does: they are most of a file, and the kernel never loads them. BTF stays.
 */
final class DebugSections {

  private DebugSections() {}

  /**
   * Strips the images of these trees whose master files don't keep the sections.
   *
   * @throws ProblemException when the program for it is missing or fails
   */
  static void strip(List<BuildTree> trees, Sandbox sandbox) throws IOException {
    List<String> images = new ArrayList<>();
    for (BuildTree tree : trees) {
      for (ModulePlan plan : tree.plans()) {
        Path image = tree.image(plan);
        if (plan.master().linux().strip()
            && Files.isRegularFile(image, LinkOption.NOFOLLOW_LINKS)) {
          images.add(image.toString());
        }
      }
    }
    if (images.isEmpty()) {
      return;
    }
    List<String> command = new ArrayList<>(List.of("strip", "--strip-debug"));
    command.addAll(images);
    Child child = sandbox.run(sandbox.builder(command));
    if (child.status() != 0) {
      String names = String.join(" ", trees.stream().map(BuildTree::name).toList());
      MissingProgram.in(child.output().lines().toList())
          .ifPresent(
              program -> {
                throw new ProblemException(program.problem(names));
              });
      throw new ProblemException(
          names,
          "debugging sections can't be stripped: " + child.output().strip().replace('\n', ' '),
          "write 'strip n' in $LINUX to keep them");
    }
  }
}
