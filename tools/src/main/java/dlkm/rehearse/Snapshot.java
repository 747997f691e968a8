package dlkm.rehearse;

import dlkm.host.DirectoryNames;
import dlkm.host.Layout;
import dlkm.installedkernel.InstalledKernel;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A scratch machine whose kernel has booted, as a file: the next rehearsal with this kernel resumes
 * it, which takes a tenth of the time of a boot. The machine waits for its job then: no root is
 * mounted, and nothing of what is rehearsed is known to it.
 *
 * <p>The file's name is a hash of all that made the machine: QEMU, its options, the kernel and the
 * initramfs.
 */
final class Snapshot {

  /** More than these, each of about 120 MB, aren't kept; those used last are. */
  private static final int KEPT = 4;

  /** A machine is saved at memory speed; what takes longer has failed. */
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private static final long POLL_MILLIS = 5;

  private static final Pattern MIGRATION = Pattern.compile("Migration status: (\\w+)");
  private static final Pattern STATUS = Pattern.compile("VM status: ([^\r\n]+)[\r\n]");

  private final Path file;

  private Snapshot(Path file) {
    this.file = file;
  }

  /**
   * That of the machine, saved or not; none where a machine can't be saved or differs each time.
   */
  static Optional<Snapshot> of(
      RehearsalSpec spec, Programs programs, InstalledKernel kernel, Path initramfs)
      throws IOException {
    Machine machine = spec.machine();
    if (spec.isWholeBoot() || !machine.countsInstructions() || !machine.devices().isEmpty()) {
      return Optional.empty();
    }
    MessageDigest hash = sha256();
    List<String> text = new ArrayList<>(Qemu.machine(spec));
    text.add(stamp(programs.qemu()));
    text.add(stamp(kernel.image()));
    hash.update(String.join("\n", text).getBytes(StandardCharsets.UTF_8));
    hash.update(Files.readAllBytes(initramfs));
    String name = kernel.release() + "-" + HexFormat.of().formatHex(hash.digest(), 0, 12);
    return Optional.of(new Snapshot(Path.of(Layout.SNAPSHOTS, name)));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String stamp(Path file) throws IOException {
    Path real = file.toRealPath();
    return real + " " + Files.readAttributes(real, "unix:ino,size,lastModifiedTime");
  }

  boolean exists() {
    return Files.exists(file);
  }

  Path file() {
    return file;
  }

  void discard() throws IOException {
    Files.deleteIfExists(file);
  }

  /**
   * Saves a machine that waits for its job, and lets it go on. A failure costs the next rehearsal a
   * boot, and is none of this one.
   */
  void save(Monitor monitor, ScratchFiles files) throws IOException, InterruptedException {
    Path aside = files.file("snapshot");
    Path socket = files.file("snapshot.socket");
    try (FileChannel channel = create(aside);
        OutputStream out = Channels.newOutputStream(channel);
        Connection line = Connection.open(socket, Connection.to(out))) {
      monitor.say(
          "stop\nmigrate_set_parameter max-bandwidth 64G\nmigrate -d unix:" + socket + "\n");
      if (await(monitor, "info migrate\n", MIGRATION).equals(Optional.of("completed"))) {
        line.drain();
        keep(aside);
      }
    } finally {
      // On a full disk, the rest of the rehearsal needs the room.
      Files.deleteIfExists(aside);
      monitor.say("cont\n");
    }
  }

  private static FileChannel create(Path file) throws IOException {
    return FileChannel.open(
        file,
        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
  }

  private void keep(Path saved) throws IOException {
    Path directory = file.getParent();
    Files.createDirectories(directory);
    Files.move(saved, file, StandardCopyOption.ATOMIC_MOVE);
    List<Path> all = new ArrayList<>();
    DirectoryNames.of(directory).forEach(name -> all.add(directory.resolve(name)));
    all.sort(Comparator.comparingLong((Path path) -> path.toFile().lastModified()).reversed());
    for (Path old : all.subList(Math.min(KEPT, all.size()), all.size())) {
      Files.deleteIfExists(old);
    }
  }

  /** Lets a machine go on that reads its state from the file. */
  void resume(Monitor monitor) throws IOException, InterruptedException {
    Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
    // While it reads, the status is "paused (inmigrate)"; on a busy host that may take its time.
    Optional<String> read = Optional.empty();
    while (read.isEmpty()) {
      read = await(monitor, "info status\n", STATUS);
    }
    monitor.say("cont\n");
  }

  /** Asks until there is an answer that isn't of the way there. */
  private static Optional<String> await(Monitor monitor, String question, Pattern pattern)
      throws InterruptedException {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (System.nanoTime() < end) {
      monitor.say(question);
      Thread.sleep(POLL_MILLIS);
      Optional<String> answer = monitor.answer(said -> last(pattern, said));
      if (answer.isPresent() && !isOnTheWay(answer.get())) {
        return answer;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> last(Pattern pattern, String said) {
    Optional<String> last = Optional.empty();
    Matcher matcher = pattern.matcher(said);
    while (matcher.find()) {
      last = Optional.of(matcher.group(1));
    }
    return last;
  }

  private static boolean isOnTheWay(String state) {
    return switch (state) {
      case "setup", "active", "device", "pre", "running (inmigrate)", "paused (inmigrate)" -> true;
      default -> false;
    };
  }
}
