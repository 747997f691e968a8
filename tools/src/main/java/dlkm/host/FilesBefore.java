package dlkm.host;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * What files were before a long piece of work that needs them changed before it is known to end
 * well, as a build needs its component files installed. They come back when the work fails or its
 * process dies; the transaction that ends the work deletes what is kept here. Whoever calls this
 * holds the state lock, and the lock of DKMS's tree from {@link #keep} until the end.
 *
 * <p>It is a directory with a file {@code places} of one line a place: {@code N PATH} for what is
 * kept as {@code N}, {@code - PATH} for what wasn't there, {@code x PATH} for what nobody needs
 * after a kill. Without that file the rest counts for nothing. {@code N.made} is what the work put
 * at the place of {@code N}, where others may replace it before the work ends.
 */
public final class FilesBefore {

  private static final String PLACES = "places";
  private static final String ABSENT = "- ";
  private static final String SCRATCH = "x ";
  private static final String MADE = ".made";

  private final Host host;
  private final Path directory;

  private FilesBefore(Host host, Path directory) {
    this.host = host;
    this.directory = directory;
  }

  /**
   * Keeps what is there before the work begins.
   *
   * @param name of the work; of two with one name the first has ended, or is dead
   * @param places files, links and directories, there or not
   * @param scratch what the work makes for itself
   */
  public static FilesBefore keep(
      Host host, String name, Collection<Path> places, List<Path> scratch) throws IOException {
    Path directory = host.path(Layout.BEFORE).resolve(name);
    FilesBefore before = new FilesBefore(host, directory);
    before.takeBack(true);
    Path aside = AtomicFiles.aside(directory);
    AtomicFiles.deleteTree(aside);
    try {
      before.write(aside, places, scratch);
      Files.move(aside, directory);
    } catch (IOException | RuntimeException e) {
      AtomicFiles.discard(aside, e);
      throw e;
    }
    AtomicFiles.syncDirectory(directory.getParent());
    return before;
  }

  private void write(Path aside, Collection<Path> places, List<Path> scratch) throws IOException {
    Files.createDirectories(aside);
    StringBuilder text = new StringBuilder();
    int number = 0;
    for (Path place : places) {
      if (Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
        keep(place, aside.resolve(String.valueOf(++number)));
        text.append(number).append(' ');
      } else {
        text.append(ABSENT);
      }
      text.append(relative(place)).append('\n');
    }
    scratch.forEach(path -> text.append(SCRATCH).append(relative(path)).append('\n'));
    NewFiles.write(aside.resolve(PLACES), text);
    AtomicFiles.syncDirectory(aside.resolve(PLACES));
    AtomicFiles.syncDirectory(aside);
  }

  private Path relative(Path place) {
    return host.root().relativize(place);
  }

  /** Files are replaced and never written to, so another name for one keeps it as it is. */
  private static void keep(Path place, Path kept) throws IOException {
    if (!Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)) {
      try {
        Files.createLink(kept, place);
      } catch (FileSystemException | UnsupportedOperationException e) {
        AtomicFiles.copy(place, kept);
        AtomicFiles.syncTree(kept);
      }
      return;
    }
    Files.createDirectory(kept);
    for (String name : DirectoryNames.of(place)) {
      keep(place.resolve(name), kept.resolve(name));
    }
    AtomicFiles.syncDirectory(kept);
  }

  /**
   * Remembers what the work has put at some of its places. The caller holds the state lock since it
   * did so; whoever replaces one of these files from now on has it left alone.
   *
   * @param name of the work
   */
  public static void made(Host host, String name, Collection<Path> files) throws IOException {
    Path directory = host.path(Layout.BEFORE).resolve(name);
    for (String line : Files.readAllLines(directory.resolve(PLACES))) {
      int blank = line.indexOf(' ');
      Path place = host.entry("/" + line.substring(blank + 1));
      boolean isKept = !line.startsWith(SCRATCH) && !line.startsWith(ABSENT);
      if (isKept && files.contains(place) && Files.exists(place)) {
        AtomicFiles.write(
            directory.resolve(line.substring(0, blank) + MADE), FileContent.bytes(place));
      }
    }
  }

  /** Adds the end of the work to the transaction that makes its result count. */
  public void end(Transaction transaction) {
    Transaction _ = transaction.delete(directory).prune(directory.getParent());
  }

  /** Ends the work where all that it changed counts already. */
  public void end() throws IOException {
    Files.deleteIfExists(directory.resolve(PLACES));
    AtomicFiles.deleteTree(directory);
    AtomicFiles.prune(directory.getParent());
  }

  /** Puts all back as it was, unless the work has ended. */
  public void takeBack() throws IOException {
    takeBack(false);
  }

  private void takeBack(boolean killed) throws IOException {
    Path places = directory.resolve(PLACES);
    if (!Files.exists(places)) {
      AtomicFiles.deleteTree(directory);
      return;
    }
    Transaction transaction = Transaction.begin(host);
    try {
      for (String line : Files.readAllLines(places)) {
        takeBack(line, killed, transaction);
      }
    } catch (IOException | RuntimeException e) {
      transaction.abandon();
      throw e;
    }
    end(transaction);
    transaction.commit();
  }

  private void takeBack(String line, boolean killed, Transaction transaction) throws IOException {
    int blank = line.indexOf(' ');
    Path place = host.entry("/" + line.substring(blank + 1));
    boolean isThere = Files.exists(place, LinkOption.NOFOLLOW_LINKS);
    if (line.startsWith(SCRATCH) || line.startsWith(ABSENT)) {
      if (isThere && (killed || line.startsWith(ABSENT))) {
        Transaction _ = transaction.delete(place);
      }
      if (killed && line.startsWith(SCRATCH)) {
        Transaction _ = transaction.prune(place.getParent());
      }
      return;
    }
    Path kept = directory.resolve(line.substring(0, blank));
    Path made = directory.resolve(line.substring(0, blank) + MADE);
    if (isThere && Files.exists(made) && Files.mismatch(made, place) >= 0) {
      return; // somebody else's by now
    }
    boolean isLink = Files.isSymbolicLink(kept) || Files.isSymbolicLink(place);
    if (!isThere || isLink || !Files.isSameFile(kept, place)) {
      // No copy: the work may have ended because the disk is full.
      Transaction _ = transaction.make(place, aside -> keep(kept, aside));
    }
  }

  /** Takes back the work of killed processes. */
  public static void recover(Host host) throws IOException {
    if (Files.isDirectory(host.path(Layout.BEFORE)) && StateLock.isDkmsFree(host)) {
      takeBackAll(host);
    }
  }

  /** The same for the process that has just taken the lock of DKMS's tree. */
  public static void takeBackAll(Host host) throws IOException {
    Path top = host.path(Layout.BEFORE);
    for (Path left : left(top)) {
      new FilesBefore(host, left).takeBack(true);
    }
    AtomicFiles.prune(top);
  }

  /** Whether a killed process has left something, for who has the lock of DKMS's tree. */
  public static boolean isLeft(Host host) {
    return Files.isDirectory(host.path(Layout.BEFORE));
  }

  private static List<Path> left(Path top) throws IOException {
    AtomicFiles.deleteAsides(top);
    List<Path> left = new ArrayList<>();
    DirectoryNames.of(top).forEach(name -> left.add(top.resolve(name)));
    return left;
  }
}
