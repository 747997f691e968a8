package dlkm.dkms;

import dlkm.host.AtomicFiles;
import dlkm.host.FileContent;
import dlkm.host.Layout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The commands that the hooks of the package manager keep until they went well, one a line. One of
 * ours counts for nothing once its packages are installed in another way, or removed.
 */
record FailedBuilds(DkmsSession session) {

  private static final String OURS = "dkms autoinstall -k ";

  /** Takes away those of ours that have nothing to do any more. */
  void forget() {
    Path file = session.host().path(Layout.FAILED_BUILDS);
    try {
      if (!Files.exists(file)) {
        return;
      }
      List<String> all = FileContent.lines(file);
      List<String> left = all.stream().filter(this::isLeft).toList();
      if (left.isEmpty()) {
        Files.delete(file);
      } else if (left.size() < all.size()) {
        String text = String.join("\n", left) + "\n";
        AtomicFiles.write(file, text.getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean isLeft(String command) {
    if (!command.startsWith(OURS)) {
      return true;
    }
    KernelTarget kernel = new KernelTarget(command.substring(OURS.length()), DkmsSession.machine());
    try {
      return Files.isDirectory(session.kernel(kernel).modules())
          && !Autoinstall.isDone(session.silent(), kernel);
    } catch (DkmsException _) {
      return true;
    }
  }
}
