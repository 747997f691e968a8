package dlkm.boot;

import dlkm.installedkernel.InstalledKernel;
import dlkm.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Whether the installed initramfs of a kernel carries what a generation's plan says.
 *
 * @param wrong the difference; absent when there is none
 */
public record InitramfsContent(Optional<String> wrong) {

  /** Opens it; a generation without BOOT modules needs none. */
  public static InitramfsContent of(InstalledKernel kernel, Path generation) throws IOException {
    String plan = InitramfsFiles.plan(generation);
    if (!Files.exists(kernel.initramfs())) {
      return new InitramfsContent(
          plan.isEmpty() ? Optional.empty() : Optional.of("is missing: BOOT modules need it"));
    }
    try {
      InitramfsCheck.check(kernel.initramfs(), kernel.release(), plan);
      return new InitramfsContent(Optional.empty());
    } catch (ProblemException e) {
      return new InitramfsContent(Optional.of(e.problems().getFirst().what()));
    }
  }
}
