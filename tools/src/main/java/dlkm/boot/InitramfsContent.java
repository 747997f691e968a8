package dlkm.boot;

import dlkm.installedkernel.InstalledKernel;
import dlkm.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Whether the installed initramfs of a kernel carries what a generation's plan says, and nothing in
 * the place of registered modules.
 *
 * @param wrong the differences
 */
public record InitramfsContent(List<String> wrong) {

  /** Copies the list. */
  public InitramfsContent {
    wrong = List.copyOf(wrong);
  }

  /**
   * Opens it; a generation without BOOT modules needs none.
   *
   * @param registered the check sums of the registered images, by the modules' names in the
   *     kernel's form
   */
  public static InitramfsContent of(
      InstalledKernel kernel, Path generation, Map<String, String> registered) throws IOException {
    String plan = InitramfsFiles.plan(generation);
    if (!Files.exists(kernel.initramfs())) {
      return new InitramfsContent(
          plan.isEmpty() ? List.of() : List.of("is missing: BOOT modules need it"));
    }
    try {
      InitramfsCheck check = InitramfsCheck.open(kernel.initramfs(), kernel.release());
      check.compare(plan);
      return new InitramfsContent(check.strangers(registered));
    } catch (ProblemException e) {
      return new InitramfsContent(List.of(e.problems().getFirst().what()));
    }
  }
}
