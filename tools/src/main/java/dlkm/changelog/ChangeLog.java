package dlkm.changelog;

import dlkm.host.DirectoryNames;
import dlkm.host.Host;
import dlkm.host.Layout;
import dlkm.host.NewFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * The file of the change log ({@link Layout#CHANGE_LOG}). It is opened for each write, so that
 * {@code logrotate} may rename it at any time; parts that were put aside so are read too, unless
 * they are compressed. Writers hold the state lock.
 */
public final class ChangeLog {

  /** Where a line that was just written is looked for. */
  private static final int TAIL = 1 << 18;

  private static final Set<OpenOption> APPEND =
      Set.of(
          StandardOpenOption.CREATE,
          StandardOpenOption.WRITE,
          StandardOpenOption.APPEND,
          LinkOption.NOFOLLOW_LINKS);

  private final Path file;

  public ChangeLog(Host host) {
    file = host.entry(Layout.CHANGE_LOG);
  }

  /** Where it is. */
  public Path file() {
    return file;
  }

  /**
   * Appends the lines that are not among the last ones, and flushes them to the disk: a command
   * that completes another's change can't know whether that came to write it.
   */
  void appendMissing(List<String> lines) throws IOException {
    requireFile();
    List<String> last = lines(tail(TAIL));
    append(lines.stream().filter(line -> !last.contains(line)).toList(), true);
  }

  /** Appends a line; it comes to the disk when the kernel likes: it may be a module's downtime. */
  void append(String line) throws IOException {
    append(List.of(line), false);
  }

  private void append(List<String> lines, boolean flush) throws IOException {
    if (lines.isEmpty()) {
      return;
    }
    requireFile();
    makeDirectory();
    boolean fresh = !Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    NewFiles.named(file, () -> append(fresh, lines, flush));
  }

  private void append(boolean fresh, List<String> lines, boolean flush) throws IOException {
    byte[] last = tail(1);
    // A line that was cut off ends here, and is none.
    boolean cut = last.length == 1 && last[0] != '\n';
    String text = (cut ? "\n" : "") + String.join("\n", lines) + "\n";
    try (FileChannel channel = FileChannel.open(file, APPEND)) {
      if (fresh) {
        // Whatever the umask is.
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
      }
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      if (flush) {
        channel.force(false);
      }
    }
  }

  /** A FIFO would be waited for. */
  private void requireFile() throws IOException {
    boolean isThere = Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    if (isThere && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new FileSystemException(file.toString(), null, "is no regular file");
    }
  }

  private void makeDirectory() throws IOException {
    Path directory = file.getParent();
    if (!Files.isDirectory(directory)) {
      Files.createDirectories(directory);
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  private byte[] tail(int length) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
      ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(length, channel.size()));
      channel.position(channel.size() - bytes.capacity());
      int read = 0;
      while (bytes.hasRemaining() && read >= 0) {
        read = channel.read(bytes);
      }
      return Arrays.copyOf(bytes.array(), bytes.position());
    } catch (NoSuchFileException e) {
      return new byte[0];
    }
  }

  private static List<String> lines(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8).lines().toList();
  }

  /**
   * Whether anything was appended at or after a time: what was changed before it is recorded. A log
   * that was put aside keeps its time.
   */
  boolean isWrittenSince(FileTime time) throws IOException {
    for (Path part : parts()) {
      if (Files.getLastModifiedTime(part, LinkOption.NOFOLLOW_LINKS).compareTo(time) >= 0) {
        return true;
      }
    }
    return false;
  }

  /**
   * The entries and what can't be read.
   *
   * @param entries oldest first
   * @param damaged a place {@code FILE:LINE} for each line that is none
   */
  public record Content(List<Entry> entries, List<String> damaged) {}

  /** Reads the log with the parts that were put aside; nothing where there is none. */
  public Content read() throws IOException {
    requireFile();
    List<Entry> entries = new ArrayList<>();
    List<String> damaged = new ArrayList<>();
    for (Path part : parts()) {
      if (!isCompressed(part)) {
        read(part, entries, damaged);
      }
    }
    return new Content(List.copyOf(entries), List.copyOf(damaged));
  }

  private static void read(Path part, List<Entry> entries, List<String> damaged)
      throws IOException {
    int number = 0;
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(part);
    } catch (NoSuchFileException e) {
      // Put aside at this moment.
      return;
    }
    for (String line : lines(bytes)) {
      number++;
      var entry = EntryLine.parse(line);
      if (entry.isPresent()) {
        entries.add(entry.get());
      } else if (!line.isEmpty()) {
        damaged.add(part + ":" + number);
      }
    }
  }

  private static boolean isCompressed(Path part) {
    String name = part.getFileName().toString();
    return name.endsWith(".gz") || name.endsWith(".xz") || name.endsWith(".zst");
  }

  /** The log and its older parts, oldest first: rotation renames, and a rename keeps the time. */
  private List<Path> parts() throws IOException {
    record Part(Path path, FileTime time) {}
    List<Part> parts = new ArrayList<>();
    String name = file.getFileName().toString();
    for (String other : DirectoryNames.of(file.getParent(), name)) {
      String rest = other.substring(name.length());
      Path path = file.resolveSibling(other);
      boolean ours = rest.isEmpty() || rest.startsWith(".") || rest.startsWith("-");
      if (ours && Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
        parts.add(new Part(path, Files.getLastModifiedTime(path)));
      }
    }
    // The log itself is the newest, whatever its time says.
    parts.sort(
        (a, b) -> a.path.equals(file) ? 1 : b.path.equals(file) ? -1 : a.time.compareTo(b.time));
    return parts.stream().map(Part::path).toList();
  }
}
