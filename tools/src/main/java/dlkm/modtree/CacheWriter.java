package dlkm.modtree;

import dlkm.host.AsideFiles;
import dlkm.host.AtomicFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.zip.CRC32;

/**
 * Writes {@link CacheFile}: the module content in a background thread while the index is made, the
 * rest after the index is written. It is written aside and renamed, but not flushed.
 */
final class CacheWriter implements AutoCloseable {

  private static final Set<StandardOpenOption> WRITING =
      EnumSet.of(
          StandardOpenOption.CREATE,
          StandardOpenOption.TRUNCATE_EXISTING,
          StandardOpenOption.WRITE);

  private final Path file;
  private final CRC32 sum = new CRC32();
  private final FutureTask<FileChannel> facts;
  private boolean finished;

  private CacheWriter(Path file, IndexCache remembered) {
    this.file = file;
    facts = new FutureTask<>(() -> write(remembered));
  }

  /** Starts writing the module content. */
  static CacheWriter begin(Path file, IndexCache remembered) {
    CacheWriter keeping = new CacheWriter(file, remembered);
    Thread.ofPlatform().daemon().start(keeping.facts);
    return keeping;
  }

  private FileChannel write(IndexCache remembered) throws IOException {
    Files.createDirectories(file.getParent());
    FileChannel channel = FileChannel.open(AtomicFiles.aside(file), WRITING);
    try {
      write(remembered, channel);
      return channel;
    } catch (IOException e) {
      // The index may need the room.
      channel.close();
      Files.deleteIfExists(AtomicFiles.aside(file));
      throw e;
    }
  }

  private void write(IndexCache remembered, FileChannel channel) throws IOException {
    channel.position(CacheFile.HEAD);
    List<ByteBuffer> facts = FactLists.parts(remembered.known());
    int length = 0;
    for (ByteBuffer part : facts) {
      length += part.remaining();
    }
    append(channel, ByteBuffer.allocate(4).putInt(length).flip());
    for (ByteBuffer part : facts) {
      append(channel, part);
    }
    append(channel, files(remembered));
  }

  private void append(FileChannel channel, ByteBuffer some) throws IOException {
    sum.update(some.duplicate());
    AsideFiles.write(channel, some);
  }

  /**
   * Completes the file; without it, the next command reads all modules.
   *
   * @param numbering as in {@link IndexCache}
   * @param dependencyEnds likewise
   * @param index the stamps of the index's files
   */
  void finish(long numbering, int[] dependencyEnds, Map<String, FileStamp> index) {
    try {
      Optional<FileChannel> begun = begun();
      if (begun.isPresent()) {
        append(begun.get(), left(numbering, dependencyEnds, index));
        ByteBuffer head = ByteBuffer.allocate(CacheFile.HEAD);
        head.putLong(CacheFile.MAGIC).putLong(sum.getValue()).flip();
        begun.get().write(head, 0);
        // ext4 would begin to write at once what replaces another file, and this needs no haste.
        Files.deleteIfExists(file);
        Files.move(AtomicFiles.aside(file), file, StandardCopyOption.ATOMIC_MOVE);
        finished = true;
      }
    } catch (IOException e) {
      // A machine whose /var can't be written has no memory; that is slower and nothing else.
    }
  }

  /** The file with the module content; empty if it can't be written. */
  private Optional<FileChannel> begun() {
    try {
      return Optional.of(facts.get());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException) {
        return Optional.empty();
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  /** Takes away what hasn't come to an end. */
  @Override
  public void close() {
    try {
      Optional<FileChannel> begun = begun();
      if (begun.isPresent()) {
        begun.get().close();
      }
      if (!finished) {
        Files.deleteIfExists(AtomicFiles.aside(file));
      }
    } catch (IOException e) {
      // A leftover without effect; the next write replaces it.
    }
  }

  private static ByteBuffer files(IndexCache remembered) {
    ByteBuffer to = ByteBuffer.allocate(size(remembered));
    to.putInt(remembered.kmod().bits());
    put(to, remembered.program());
    to.putInt(remembered.conf()).putInt(remembered.doubles() ? 1 : 0);
    putTexts(to, remembered.directories());
    put(to, remembered.directoryStamps());
    to.putInt(remembered.paths().text().length).put(remembered.paths().text());
    FactLists.put(to, remembered.paths().ends());
    put(to, remembered.stamps());
    return to.flip();
  }

  private static ByteBuffer left(
      long numbering, int[] dependencyEnds, Map<String, FileStamp> index) {
    ByteBuffer to = ByteBuffer.allocate(4096 + 4 * dependencyEnds.length);
    to.putLong(numbering);
    FactLists.put(to, dependencyEnds);
    List<String> names = List.copyOf(index.keySet());
    putTexts(to, names);
    names.forEach(name -> put(to, index.get(name)));
    return to.flip();
  }

  /** At least as much as it takes. */
  private static int size(IndexCache remembered) {
    int size = 4096 + remembered.paths().text().length + 24 * remembered.paths().size();
    for (String text : remembered.directories()) {
      size += 3 * text.length() + 24;
    }
    return size;
  }

  private static void put(ByteBuffer to, FileStamp stamp) {
    to.putLong(stamp.size()).putLong(stamp.changed()).putInt(stamp.inode());
  }

  private static void put(ByteBuffer to, List<FileStamp> stamps) {
    long[] numbers = new long[2 * stamps.size()];
    int[] inodes = new int[stamps.size()];
    for (int i = 0; i < inodes.length; i++) {
      FileStamp stamp = stamps.get(i);
      numbers[i] = stamp.size();
      numbers[inodes.length + i] = stamp.changed();
      inodes[i] = stamp.inode();
    }
    to.asLongBuffer().put(numbers);
    FactLists.put(to.position(to.position() + 8 * numbers.length), inodes);
  }

  private static void putTexts(ByteBuffer to, List<String> texts) {
    int[] ends = new int[texts.size()];
    int at = to.position();
    to.putInt(0);
    for (int i = 0; i < ends.length; i++) {
      to.put(texts.get(i).getBytes(StandardCharsets.UTF_8));
      ends[i] = to.position() - at - 4;
    }
    to.putInt(at, to.position() - at - 4);
    FactLists.put(to, ends);
  }
}
