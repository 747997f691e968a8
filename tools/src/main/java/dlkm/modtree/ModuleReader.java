package dlkm.modtree;

import dlkm.clib.CFiles;
import dlkm.clib.NativeBuffer;
import dlkm.compress.Compression;
import dlkm.compress.Unpacker;
import dlkm.image.ModuleScan;
import dlkm.index.FactsCollector;
import dlkm.index.ModuleFacts;
import dlkm.index.SymbolPool;
import dlkm.modname.ModuleName;
import dlkm.problem.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
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

  /** No packed module is larger; of one that isn't packed only parts are needed. */
  private static final int MOST_AT_ONCE = 16 << 20;

  private final Kmod kmod;
  private final SymbolPool pool = new SymbolPool();
  private final FactsCollector collector = new FactsCollector(pool);
  private final ModuleScan scan = new ModuleScan();
  private final NativeBuffer begin = new NativeBuffer(AT_ONCE);
  private final NativeBuffer part = new NativeBuffer(AT_ONCE);
  private Optional<Unpacker> unpacker = Optional.empty();

  /** There once a file had to be unpacked. */
  private Optional<CFiles> files = Optional.empty();

  /** The file that is open. */
  private Optional<FileChannel> channel = Optional.empty();

  /** Its beginning, or all that was unpacked from it; how much that is. */
  private ByteBuffer head = begin.bytes();

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
   * Reads the content of a module for the index.
   *
   * @throws ProblemException for a file that can't be read as one
   */
  ModuleFacts read(ModuleFile module) {
    Path file = module.file();
    if (isRead(module)) {
      return facts(module);
    }
    try (FileChannel opened = FileChannel.open(file, READ)) {
      channel = Optional.of(opened);
      size = opened.size();
      got = fill(begin, 0, (int) Math.min(size, AT_ONCE));
      return facts(module);
    } catch (IOException | UncheckedIOException e) {
      throw new ProblemException(
          file.toString(), "can't be read: " + e.getMessage(), "check its rights");
    } finally {
      channel = Optional.empty();
    }
  }

  /** Reads all of a file in the short way, if there is one and it can be taken. */
  private boolean isRead(ModuleFile module) {
    size = module.stamp().size();
    if (files.isEmpty() || size > MOST_AT_ONCE) {
      return false;
    }
    begin.require(size + 1);
    got = (int) size;
    return files.get().read(module.file().toString(), begin, got);
  }

  private ModuleFacts facts(ModuleFile module) {
    String file = module.file().toString();
    head = begin.bytes();
    unpack(file);
    collector.begin(ModuleName.ofFile(module.path()));
    scan.scan(file, this, collector);
    return collector.facts();
  }

  /** Reads so many bytes from a place, or as many as there are. */
  private int fill(NativeBuffer buffer, long at, int length) {
    ByteBuffer into = buffer.bytes().clear().limit(length);
    try {
      while (into.hasRemaining()) {
        if (channel.orElseThrow().read(into, at + into.position()) < 0) {
          break;
        }
      }
      return into.position();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void unpack(String file) {
    if (got < 6) {
      throw new ProblemException(
          file, "is no module: it has only " + got + " bytes", "build or copy it again");
    }
    Optional<Compression> how = Compression.ofModule(head, got);
    if (how.isEmpty() || !kmod.reads(how.get())) {
      return;
    }
    if (size > Unpacker.LARGEST) {
      throw new ProblemException(
          file, "is no module: it has " + size + " bytes", "build or copy it again");
    }
    if (size > got) {
      begin.require(size);
      got = fill(begin, 0, (int) size);
    }
    if (unpacker.isEmpty()) {
      unpacker = Optional.of(new Unpacker());
      files = Optional.of(new CFiles());
    }
    head = unpacker.get().unpack(file, begin, got);
    got = head.remaining();
    size = got;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public void read(long at, byte[] into, int length) {
    if (at + length <= got) {
      head.get((int) at, into, 0, length);
    } else {
      readMore(at, into, length);
    }
  }

  private void readMore(long at, byte[] into, int length) {
    part.require(length);
    if (fill(part, at, length) < length) {
      throw new UncheckedIOException(new IOException("it has become shorter"));
    }
    part.bytes().get(0, into, 0, length);
  }

  @Override
  public void close() {
    unpacker.ifPresent(Unpacker::close);
    files.ifPresent(CFiles::close);
    begin.close();
    part.close();
  }
}
