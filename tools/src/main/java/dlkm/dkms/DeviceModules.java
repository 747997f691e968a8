package dlkm.dkms;

import dlkm.host.Child;
import dlkm.problem.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The end of an installation with {@code modprobe_on_install}: what this machine's devices ask for
 * is loaded, and what it loads at boot. It is for the running kernel of this machine alone.
 */
record DeviceModules(DkmsSession session) {

  private static final Path DEVICES = Path.of("/sys/devices");
  private static final String AT_BOOT = "systemd-modules-load.service";

  /** So many names are on one command line. */
  private static final int AT_ONCE = 1000;

  /** Loads them, where that is asked for; as with DKMS, a failure is none of the installation. */
  void load(KernelTarget kernel) {
    if (!session.host().isThisMachine()
        || !kernel.release().equals(DkmsSession.runningRelease())
        || !isWanted(kernel)) {
      return;
    }
    try {
      loadAll();
    } catch (ProblemException e) {
      session.caller().say(e.getMessage());
    }
  }

  private void loadAll() {
    List<String> aliases = List.copyOf(aliases());
    for (int from = 0; from < aliases.size(); from += AT_ONCE) {
      List<String> command = new ArrayList<>(List.of("modprobe", "-a", "-b", "-q", "--"));
      command.addAll(aliases.subList(from, Math.min(from + AT_ONCE, aliases.size())));
      // A device that no module is for is no failure.
      Child _ = Child.run(command);
    }
    if (Files.exists(session.host().path("/lib/systemd/system/" + AT_BOOT))) {
      Child restart = Child.run(List.of("systemctl", "restart", AT_BOOT));
      if (restart.status() != 0) {
        session.caller().say(AT_BOOT + ": was not restarted: " + restart.lastWords());
      }
    }
  }

  private boolean isWanted(KernelTarget kernel) {
    return session.request().flags().modprobes() || session.framework(kernel).modprobes();
  }

  /** What the devices say of themselves; they come and go meanwhile. */
  private static SortedSet<String> aliases() {
    SortedSet<String> aliases = new TreeSet<>();
    try {
      Path _ = Files.walkFileTree(DEVICES, new Reader(aliases));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return aliases;
  }

  private static final class Reader extends SimpleFileVisitor<Path> {

    private final SortedSet<String> aliases;

    private Reader(SortedSet<String> aliases) {
      this.aliases = aliases;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (file.endsWith("modalias")) {
        try {
          String alias = Files.readString(file, StandardCharsets.ISO_8859_1).strip();
          if (!alias.isEmpty()) {
            aliases.add(alias);
          }
        } catch (IOException e) {
          return FileVisitResult.CONTINUE;
        }
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException why) {
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, IOException why) {
      return FileVisitResult.CONTINUE;
    }
  }
}
