package dlkm.dkms;

import dlkm.host.AtomicFiles;
import dlkm.host.Caller;
import dlkm.host.FileContent;
import dlkm.host.Layout;
import dlkm.problem.PartlyDoneException;
import dlkm.problem.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The commands that the hooks of the package manager keep until they went well, one a line. One of
 * ours counts for nothing once its packages are installed in another way, or removed. It is about
 * the tree that the machine's settings name, whatever tree the present command is about.
 */
record FailedBuilds(Caller caller) {

  private static final String ALL = "dkms autoinstall -k ";

  /** One package, and the kernel. */
  private static final Pattern ONE = Pattern.compile("dkms install ([^/ ]+)/([^/ ]+) -k ([^/ ]+)");

  /** Takes away those of ours that have nothing to do any more; the next command tries again. */
  void forget() {
    Path file = caller.host().path(Layout.FAILED_BUILDS);
    try {
      if (!Files.exists(file)) {
        return;
      }
      List<String> all = FileContent.lines(file);
      if (all.stream().noneMatch(FailedBuilds::isOurs)) {
        return;
      }
      DkmsSession session = HandOverSession.of(caller);
      List<String> left = all.stream().filter(command -> isLeft(session, command)).toList();
      if (left.isEmpty()) {
        Files.delete(file);
      } else if (left.size() < all.size()) {
        String text = String.join("\n", left) + "\n";
        AtomicFiles.write(file, text.getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException | UncheckedIOException | ProblemException | PartlyDoneException e) {
      caller.say(file + ": can't be brought up to date: " + e.getMessage());
    }
  }

  private static boolean isOurs(String command) {
    return command.startsWith(ALL) || ONE.matcher(command).matches();
  }

  private static boolean isLeft(DkmsSession session, String command) {
    Matcher one = ONE.matcher(command);
    try {
      if (one.matches()) {
        PackageVersion version = new PackageVersion(one.group(1), one.group(2));
        KernelTarget kernel = new KernelTarget(one.group(3), DkmsSession.machine());
        return session.tree().isAdded(version)
            && isThere(session, kernel)
            && !session.tree().isActive(version, kernel);
      }
      if (command.startsWith(ALL)) {
        KernelTarget kernel =
            new KernelTarget(command.substring(ALL.length()), DkmsSession.machine());
        return isThere(session, kernel) && !Autoinstall.isDone(session, kernel);
      }
      return true;
    } catch (DkmsException _) {
      return true;
    }
  }

  private static boolean isThere(DkmsSession session, KernelTarget kernel) {
    return Files.isDirectory(session.kernel(kernel).modules());
  }
}
