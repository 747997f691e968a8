package dlkm.modtree;

import dlkm.image.ModuleScan;
import dlkm.image.Packed;
import dlkm.image.Unpacker;
import dlkm.index.FactsCollector;
import dlkm.index.ModuleFacts;
import dlkm.index.ModuleName;
import dlkm.index.SymbolPool;
import dlkm.problem.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Reads modules, one after the other, in memory that it keeps. For one thread. */
final class ModuleReader implements AutoCloseable, ModuleScan.Source {

  private static final Set<StandardOpenOption> READ = EnumSet.of(StandardOpenOption.READ);

  /** Most modules are smaller: they take one call to read. */
  private static final int AT_ONCE = 128 << 10;

  private final Kmod kmod;
  private final SymbolPool pool = new SymbolPool();
  private final FactsCollector collector = new FactsCollector(pool);
  private final ModuleScan scan = new ModuleScan();
  private final ByteBuffer begin = ByteBuffer.allocateDirect(AT_ONCE);
  private ByteBuffer part = ByteBuffer.allocateDirect(AT_ONCE);
  private Optional<Unpacker> unpacker = Optional.empty();

  /** The file that is open, and what was unpacked from it; the latter empty for a plain one. */
  private Optional<FileChannel> channel = Optional.empty();

  private MemorySegment unpacked = MemorySegment.NULL;
  private int got;
  private long size;

  ModuleReader(Kmod kmod) {
    this.kmod = kmod;
  }

  /** The symbols' names by the numbers in the facts. */
  SymbolPool pool() {
    return pool;
  }

  /**
   * What the index holds of a module.
   *
   * @throws ProblemException for a file that can't be read as one
   */
  ModuleFacts read(ModuleFile module) {
    Path file = module.file();
    try (FileChannel opened = FileChannel.open(file, READ)) {
      channel = Optional.of(opened);
      unpacked = MemorySegment.NULL;
      size = opened.size();
      begin.clear();
      if (size < AT_ONCE) {
        begin.limit((int) size);
      }
      got = fill(begin, 0);
      unpack(file);
      collector.begin(ModuleName.of(module.path()));
      scan.scan(file.toString(), this, collector);
      return collector.facts();
    } catch (IOException | UncheckedIOException e) {
      throw new ProblemException(
          file.toString(), "can't be read: " + e.getMessage(), "check its rights");
    } finally {
      channel = Optional.empty();
    }
  }

  private int fill(ByteBuffer buffer, long at) throws IOException {
    long from = at;
    while (buffer.hasRemaining()) {
      int more = channel.orElseThrow().read(buffer, from);
      if (more < 0) {
        break;
      }
      from += more;
    }
    return (int) (from - at);
  }

  private void unpack(Path file) throws IOException {
    if (got < 6) {
      throw new ProblemException(
          file.toString(), "is no module: it has only " + got + " bytes", "build or copy it again");
    }
    Optional<Packed> how = Packed.of(begin.getInt(0));
    if (how.isEmpty() || !kmod.reads(how.get())) {
      return;
    }
    if (unpacker.isEmpty()) {
      unpacker = Optional.of(new Unpacker());
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment packed = MemorySegment.ofBuffer(begin.duplicate().position(0).limit(got));
      if (size > got) {
        packed = arena.allocate(size);
        fill(packed.asByteBuffer(), 0);
      }
      unpacked = unpacker.get().unpack(file.toString(), packed);
      size = unpacked.byteSize();
    }
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public void read(long at, byte[] into, int length) {
    if (unpacked.address() != 0) {
      MemorySegment.copy(unpacked, ValueLayout.JAVA_BYTE, at, into, 0, length);
    } else if (at + length <= got) {
      begin.get((int) at, into, 0, length);
    } else {
      readMore(at, into, length);
    }
  }

  private void readMore(long at, byte[] into, int length) {
    if (part.capacity() < length) {
      part = ByteBuffer.allocateDirect(Math.max(length, part.capacity() * 2));
    }
    part.clear().limit(length);
    try {
      if (fill(part, at) < length) {
        throw new IOException("it has become shorter");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    part.get(0, into, 0, length);
  }

  @Override
  public void close() {
    unpacker.ifPresent(Unpacker::close);
  }
}
