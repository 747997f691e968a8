package dlkm.funcset;

import dlkm.host.FileContent;
import dlkm.host.GenerationFile;
import dlkm.host.Sha256;
import dlkm.installedkernel.InstalledKernel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * The Kernel ID String of a whole kernel (spec §1, §4.4.1): that of the kernel's image, a colon,
 * and what no other build of the same release has. The file {@link GenerationFile#KERNEL} of a
 * generation holds it, and generations that are made from it have it too.
 */
public record WholeKernelId(String kis) {

  private static final int LENGTH = 12;

  /**
   * A new one.
   *
   * @param image the Kernel ID String of the kernel's image
   * @param content what the kernel is made of
   */
  public static WholeKernelId fresh(String image, String content) {
    String build = image + "\n" + Instant.now() + "\n" + System.nanoTime() + "\n" + content;
    String hash = Sha256.of(build.getBytes(StandardCharsets.UTF_8));
    return new WholeKernelId(image + ":" + hash.substring(0, LENGTH));
  }

  /** That of a generation; absent where no whole kernel was ever made of it. */
  public static Optional<WholeKernelId> of(Generation generation) {
    Path file = GenerationFile.KERNEL.in(generation.directory());
    return FileContent.textIfThere(file).map(text -> new WholeKernelId(text.strip()));
  }

  /**
   * The Kernel ID String that {@code kmpath -i} prints (spec §4.9): the whole kernel's, where the
   * generation is of one.
   */
  public static String kisOf(Generation generation, InstalledKernel kernel) {
    return of(generation).map(WholeKernelId::kis).orElseGet(kernel::kis);
  }

  /** The text of its file. */
  String text() {
    return kis + "\n";
  }
}
