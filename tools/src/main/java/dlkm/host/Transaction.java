package dlkm.host;

import dlkm.problem.PartlyDoneException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * An atomic change of several files and directories that no single rename covers. The new content
 * is prepared aside; one atomic write of a journal commits. A command killed before it has changed
 * nothing. One killed after it is completed by {@link #recover}, which the next command calls under
 * the state lock.
 *
 * <p>A journal has one line a step: {@code replace PATH}, {@code delete PATH}, {@code prune PATH}
 * or {@code link PATH TARGET} with a tabulator between the two, paths below the root; and lines
 * {@code record TEXT} for the change log. There are two, each beside what it covers: one for
 * component and system files, and one in the cache, which may be deleted together with what it is
 * about.
 */
public final class Transaction {

  private static final String REPLACE = "replace ";
  private static final String DELETE = "delete ";
  private static final String PRUNE = "prune ";
  private static final String LINK = "link ";
  private static final char TAB = '\t';
  private static final String CONDITION = "if ";
  private static final String RECORD = "record ";

  /** Where a command that was killed before its journal leaves what it had prepared. */
  private static final List<String> DIRECTORIES =
      List.of(Layout.PLAN, Layout.SYSTEMS, Layout.COMPONENTS, Layout.MASTERS, Layout.CODE);

  private final Host host;
  private final Path journal;
  private final List<String> steps = new ArrayList<>();
  private final List<Path> prepared = new ArrayList<>();
  private final List<Path> deleted = new ArrayList<>();
  private final List<TransactionRecord.FileChange> changes = new ArrayList<>();
  private List<String> records = List.of();
  private boolean announced;

  private Transaction(Host host, String journal) {
    this.host = host;
    this.journal = host.path(journal);
  }

  /** A new one of component and system files, with no steps. The caller holds the state lock. */
  public static Transaction begin(Host host) {
    return new Transaction(host, Layout.JOURNAL);
  }

  /** A new one of files in the cache, with no steps. The caller holds the state lock. */
  public static Transaction inCache(Host host) {
    return new Transaction(host, Layout.CACHE_JOURNAL);
  }

  /** A file's new content. */
  public Transaction write(Path target, byte[] content) throws IOException {
    return make(target, aside -> NewFiles.write(aside, content));
  }

  /** A file or directory that becomes a copy of {@code source}. */
  public Transaction copy(Path target, Path source) throws IOException {
    return make(target, aside -> AtomicFiles.copyTree(source, aside));
  }

  /** Makes a file or directory under the given name. */
  @FunctionalInterface
  public interface Maker {
    void make(Path aside) throws IOException;
  }

  /**
   * A file or directory that {@code maker} makes; its parent directory is there. A failure leaves
   * nothing of this transaction: what it prepared may be what fills the disk.
   */
  public Transaction make(Path target, Maker maker) throws IOException {
    Path aside = prepare(target);
    try {
      maker.make(aside);
      AtomicFiles.syncTree(aside);
    } catch (IOException | RuntimeException e) {
      abandon();
      throw e;
    }
    return this;
  }

  /** Deletes a file or directory. */
  public Transaction delete(Path target) {
    steps.add(DELETE + host.root().relativize(target));
    deleted.add(target);
    change(target, Optional.empty());
    return this;
  }

  /** Deletes a directory when it is empty by then. */
  public Transaction prune(Path directory) {
    steps.add(PRUNE + host.root().relativize(directory));
    return this;
  }

  /** Makes a symbolic link in place of what is there; nothing of it is prepared. */
  public Transaction link(Path link, Path target) {
    steps.add(LINK + host.root().relativize(link) + TAB + target);
    return this;
  }

  /** What the caller has prepared {@linkplain AtomicFiles#aside aside}, and flushed to the disk. */
  public Transaction replace(Path target) {
    Path _ = prepared(target);
    return this;
  }

  private Path prepare(Path target) throws IOException {
    Files.createDirectories(target.getParent());
    AtomicFiles.deleteTree(AtomicFiles.aside(target));
    return prepared(target);
  }

  private Path prepared(Path target) {
    Path aside = AtomicFiles.aside(target);
    prepared.add(aside);
    change(target, Optional.of(aside));
    steps.add(REPLACE + host.root().relativize(target));
    return aside;
  }

  private void change(Path target, Optional<Path> after) {
    Optional<Path> before = Optional.of(target).filter(Files::exists);
    String place = "/" + host.root().relativize(target);
    changes.add(new TransactionRecord.FileChange(place, before, after));
  }

  /** Before the first step, as the record tells of what was there. */
  private void record() {
    if (records.isEmpty() && TransactionRecord.CURRENT.isBound()) {
      records = TransactionRecord.CURRENT.get().lines(changes);
    }
  }

  /** Fails if something can't be deleted; written files have their place already. */
  public Transaction check() throws IOException {
    for (Path target : deleted) {
      Path parent = target.getParent();
      if (!Files.isWritable(parent)) {
        throw new FileSystemException(
            parent.toString(), null, "can't be written to: " + unwritable(parent));
      }
    }
    return this;
  }

  /**
   * In the words of the kernel, for which there are remedies: why it can't be given its own time.
   */
  private static String unwritable(Path directory) throws IOException {
    try {
      Path _ = Files.setLastModifiedTime(directory, Files.getLastModifiedTime(directory));
    } catch (FileSystemException e) {
      return Objects.requireNonNullElse(e.getReason(), "Permission denied");
    }
    return "Permission denied";
  }

  /**
   * Does all steps; without one, nothing.
   *
   * @throws PartlyDoneException when the point of no return is passed and {@link #recover} has to
   *     finish
   */
  public void commit() throws IOException {
    if (steps.isEmpty() && !announced) {
      return;
    }
    record();
    try {
      AtomicFiles.write(journal, text());
    } catch (IOException e) {
      // What was announced is made by now, so recover() goes on from the announcement.
      if (announced || isCommitted()) {
        throw new PartlyDoneException(e);
      }
      abandon();
      throw e;
    }
    PartlyDoneException.after(() -> finish(host, journal, _ -> true));
  }

  private String text() {
    StringBuilder text = new StringBuilder(512);
    steps.forEach(step -> text.append(step).append('\n'));
    records.forEach(record -> text.append(RECORD).append(record).append('\n'));
    return text.toString();
  }

  private boolean isCommitted() throws IOException {
    return Files.exists(journal) && Files.readString(journal).equals(text());
  }

  /**
   * Announces that the steps belong to another change, which is made after this call and before
   * {@link #commit}: where a command is killed in between, {@link #recover} asks whether that
   * change was made, and then does the steps too.
   *
   * @param condition names the other change, in one line
   */
  public void announce(String condition) throws IOException {
    announced = true;
    record();
    AtomicFiles.write(journal, CONDITION + condition + "\n" + text());
  }

  /**
   * Discards the prepared content, for a command that fails before the commit. With a journal,
   * nothing is discarded: {@link #recover} needs it. What can't be deleted counts for nothing.
   */
  public void abandon() {
    try {
      if (announced && !isCommitted()) {
        Files.deleteIfExists(journal);
      }
      if (Files.exists(journal)) {
        return;
      }
      for (Path aside : prepared) {
        AtomicFiles.deleteTree(aside);
      }
    } catch (IOException | UncheckedIOException e) {
      // The failure that matters is the caller's.
      return;
    }
  }

  /** Work that ends with the commit of a transaction. */
  @FunctionalInterface
  public interface Work<T> {
    T run() throws IOException;
  }

  /**
   * Does the work, and {@linkplain #abandon abandons} this transaction if it fails; partly done, it
   * is left for the next command, which completes it.
   */
  public <T> T orAbandon(Work<T> work) throws IOException {
    try {
      return work.run();
    } catch (PartlyDoneException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      abandon();
      throw e;
    }
  }

  /** The same of work without a result. */
  public void orAbandon(PartlyDoneException.Work work) throws IOException {
    boolean _ =
        orAbandon(
            () -> {
              work.run();
              return true;
            });
  }

  /** Completes a committed change of a killed command, if there is one. */
  public static void recover(Host host) throws IOException {
    recover(host, _ -> false);
  }

  /**
   * The same.
   *
   * @param isMade whether an {@link #announce announced} change was made
   */
  public static void recover(Host host, Predicate<String> isMade) throws IOException {
    finish(host, host.path(Layout.JOURNAL), isMade);
    finish(host, host.path(Layout.CACHE_JOURNAL), isMade);
    for (String directory : DIRECTORIES) {
      AtomicFiles.deleteAsides(host.path(directory));
    }
    AtomicFiles.deleteTree(AtomicFiles.aside(host.entry(Layout.LOADMODS)));
    AtomicFiles.deleteTree(AtomicFiles.aside(host.path(Layout.CACHE_JOURNAL)));
  }

  private static void finish(Host host, Path journal, Predicate<String> isMade) throws IOException {
    if (!Files.exists(journal)) {
      return;
    }
    List<String> lines = Files.readAllLines(journal);
    boolean conditional = !lines.isEmpty() && lines.getFirst().startsWith(CONDITION);
    if (conditional && !isMade.test(lines.getFirst().substring(CONDITION.length()))) {
      discard(host, lines.subList(1, lines.size()));
    } else {
      perform(host, journal, conditional ? lines.subList(1, lines.size()) : lines);
    }
    Files.delete(journal);
    AtomicFiles.syncDirectory(journal.getParent());
  }

  private static void discard(Host host, List<String> steps) throws IOException {
    for (String step : steps) {
      if (step.startsWith(REPLACE)) {
        Path target = host.entry("/" + step.substring(REPLACE.length()));
        AtomicFiles.deleteTree(AtomicFiles.aside(target));
      }
    }
  }

  private static void perform(Host host, Path journal, List<String> steps) throws IOException {
    List<String> records = new ArrayList<>();
    for (String step : steps) {
      if (step.startsWith(REPLACE)) {
        putInPlace(host.entry("/" + step.substring(REPLACE.length())));
      } else if (step.startsWith(DELETE)) {
        AtomicFiles.deleteTree(host.entry("/" + step.substring(DELETE.length())));
      } else if (step.startsWith(PRUNE)) {
        AtomicFiles.prune(host.entry("/" + step.substring(PRUNE.length())));
      } else if (step.startsWith(LINK) && step.indexOf(TAB) > 0) {
        int tab = step.indexOf(TAB);
        makeLink(
            host.entry("/" + step.substring(LINK.length(), tab)), Path.of(step.substring(tab + 1)));
      } else if (step.startsWith(RECORD)) {
        records.add(step.substring(RECORD.length()));
      } else {
        throw new IOException(journal + ": has a line that nobody here wrote: '" + step + "'");
      }
    }
    if (!records.isEmpty() && TransactionRecord.CURRENT.isBound()) {
      TransactionRecord.CURRENT.get().write(records);
    }
  }

  private static void makeLink(Path link, Path target) throws IOException {
    if (Files.isDirectory(link, LinkOption.NOFOLLOW_LINKS)) {
      AtomicFiles.deleteTree(link);
    }
    AtomicFiles.link(link, target);
  }

  private static void putInPlace(Path target) throws IOException {
    Path aside = AtomicFiles.aside(target);
    if (!Files.exists(aside, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    // A rename replaces files and links by files, not directories by or with anything.
    if (Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)
        || Files.isDirectory(aside, LinkOption.NOFOLLOW_LINKS)) {
      AtomicFiles.deleteTree(target);
    }
    AtomicFiles.putInPlace(target);
    AtomicFiles.syncDirectory(target.getParent());
  }
}
