package dlkm.modtree;

import dlkm.index.PathList;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * The file of the index cache: a head; the size of the module content and that content; the other
 * fields of {@link IndexCache} in their order. Numbers are big-endian; a list begins with its
 * length. A torn file fails its checksum and is ignored, as is another version.
 */
final class CacheFile {

  /** Says which tool and which form; changes with the form, and with the meaning of facts. */
  static final long MAGIC = 0x646c6b6d_69780003L;

  static final int HEAD = 16;

  private CacheFile() {}

  /** The cache of the previous command; its module content is read in the background. */
  static IndexCache load(Path file) {
    try {
      byte[] content = WholeFile.read(file);
      ByteBuffer from = ByteBuffer.wrap(content);
      if (content.length < HEAD || from.getLong() != MAGIC || from.getLong() != sum(content)) {
        return IndexCache.NOTHING;
      }
      int length = FactLists.length(from, 1);
      ByteBuffer facts = from.slice(from.position(), length);
      return read(from.position(from.position() + length), facts);
    } catch (IOException | BufferUnderflowException | IllegalArgumentException e) {
      return IndexCache.NOTHING;
    }
  }

  private static long sum(byte[] content) {
    CRC32 sum = new CRC32();
    sum.update(content, HEAD, content.length - HEAD);
    return sum.getValue();
  }

  private static IndexCache read(ByteBuffer from, ByteBuffer facts) {
    Kmod kmod = Kmod.ofBits(from.getInt());
    FileStamp program = stamp(from);
    int conf = from.getInt();
    boolean doubles = from.getInt() != 0;
    List<String> directories = texts(FactLists.bytes(from), FactLists.ints(from));
    List<FileStamp> directoryStamps = stamps(from, directories.size());
    PathList paths = new PathList(FactLists.bytes(from), FactLists.ints(from));
    List<FileStamp> stamps = stamps(from, paths.size());
    long numbering = from.getLong();
    int[] dependencyEnds = FactLists.ints(from);
    List<String> names = texts(FactLists.bytes(from), FactLists.ints(from));
    Map<String, FileStamp> files = new LinkedHashMap<>();
    for (String name : names) {
      files.put(name, stamp(from));
    }
    CachedContent known = CachedContent.reading(() -> content(facts, paths.size()));
    return new IndexCache(
        kmod,
        program,
        conf,
        doubles,
        directories,
        directoryStamps,
        paths,
        stamps,
        numbering,
        dependencyEnds,
        files,
        known);
  }

  private static CachedContent.Content content(ByteBuffer facts, int count) {
    try {
      return FactLists.read(facts, count);
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      throw new DamagedCacheException(e);
    }
  }

  private static List<FileStamp> stamps(ByteBuffer from, int count) {
    long[] sizes = longs(from, count);
    long[] changed = longs(from, count);
    int[] inodes = FactLists.ints(from);
    if (inodes.length != count) {
      throw new IllegalArgumentException("not as many inodes as files");
    }
    List<FileStamp> stamps = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      stamps.add(new FileStamp(sizes[i], changed[i], inodes[i]));
    }
    return stamps;
  }

  /** So many of them, without a length. */
  private static long[] longs(ByteBuffer from, int count) {
    if (count > from.remaining() / 8) {
      throw new BufferUnderflowException();
    }
    long[] longs = new long[count];
    from.asLongBuffer().get(longs);
    from.position(from.position() + 8 * count);
    return longs;
  }

  private static int start(int[] ends, int i) {
    return i == 0 ? 0 : ends[i - 1];
  }

  private static List<String> texts(byte[] text, int[] ends) {
    List<String> texts = new ArrayList<>(ends.length);
    String all = new String(text, StandardCharsets.UTF_8);
    boolean bytewise = all.length() == text.length;
    for (int i = 0; i < ends.length; i++) {
      int start = start(ends, i);
      if (ends[i] < start || ends[i] > text.length) {
        throw new IllegalArgumentException("text " + i + " is outside");
      }
      texts.add(
          bytewise
              ? all.substring(start, ends[i])
              : new String(text, start, ends[i] - start, StandardCharsets.UTF_8));
    }
    return texts;
  }

  private static FileStamp stamp(ByteBuffer from) {
    return new FileStamp(from.getLong(), from.getLong(), from.getInt());
  }
}
