package dlkm.modtree;

import dlkm.host.AtomicFiles;
import dlkm.index.ModuleFacts;
import dlkm.index.SymbolPool;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * The file in which a command leaves for the next one what it read of the modules. It is written
 * aside and renamed but not flushed: a file that a crash has torn fails its check and counts as not
 * there, as does one of another version. In the order of the fields of {@link Remembered}; all
 * numbers big-endian, all lists with their length before them.
 */
final class Memory {

  /** Says which tool and which form; changes with the form, and with the meaning of facts. */
  static final long MAGIC = 0x646c6b6d_69780001L;

  private static final int HEAD = 16;

  private Memory() {}

  static Remembered load(Path file) {
    try {
      byte[] content = Files.readAllBytes(file);
      ByteBuffer from = ByteBuffer.wrap(content);
      if (content.length < HEAD || from.getLong() != MAGIC || from.getLong() != sum(content)) {
        return Remembered.NOTHING;
      }
      return read(from);
    } catch (IOException | BufferUnderflowException | IllegalArgumentException e) {
      return Remembered.NOTHING;
    }
  }

  private static long sum(byte[] content) {
    CRC32 sum = new CRC32();
    sum.update(content, HEAD, content.length - HEAD);
    return sum.getValue();
  }

  private static Remembered read(ByteBuffer from) {
    Kmod kmod = Kmod.ofBits(from.getInt());
    Stamp program = stamp(from);
    int conf = from.getInt();
    boolean doubles = from.getInt() != 0;
    List<String> directories = texts(bytes(from), ints(from));
    List<Stamp> directoryStamps = stamps(from, directories.size());
    List<String> paths = texts(bytes(from), ints(from));
    List<Stamp> stamps = stamps(from, paths.size());
    long numbering = from.getLong();
    List<String> names = texts(bytes(from), ints(from));
    Map<String, Stamp> files = new LinkedHashMap<>();
    for (String name : names) {
      files.put(name, stamp(from));
    }
    Known known = Known.reading(() -> content(from, paths.size()));
    return new Remembered(
        kmod,
        program,
        conf,
        doubles,
        directories,
        directoryStamps,
        paths,
        stamps,
        numbering,
        files,
        known);
  }

  private static List<Stamp> stamps(ByteBuffer from, int count) {
    List<Stamp> stamps = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      stamps.add(stamp(from));
    }
    return stamps;
  }

  private static Known.Content content(ByteBuffer from, int count) {
    SymbolPool pool = new SymbolPool(bytes(from), ints(from), ints(from));
    return new Known.Content(pool, facts(from, count));
  }

  private static List<ModuleFacts> facts(ByteBuffer from, int count) {
    int[] exports = ints(from);
    int[] exportEnds = ints(from);
    int[] needs = ints(from);
    int[] needEnds = ints(from);
    byte[] infos = bytes(from);
    int[] infoEnds = ints(from);
    List<ModuleFacts> facts = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      facts.add(
          new ModuleFacts(
              Arrays.copyOfRange(exports, start(exportEnds, i), exportEnds[i]),
              Arrays.copyOfRange(needs, start(needEnds, i), needEnds[i]),
              Arrays.copyOfRange(infos, start(infoEnds, i), infoEnds[i])));
    }
    return facts;
  }

  private static int start(int[] ends, int i) {
    return i == 0 ? 0 : ends[i - 1];
  }

  private static List<String> texts(byte[] text, int[] ends) {
    List<String> texts = new ArrayList<>(ends.length);
    for (int i = 0; i < ends.length; i++) {
      int start = start(ends, i);
      if (ends[i] < start || ends[i] > text.length) {
        throw new IllegalArgumentException("text " + i + " is outside");
      }
      texts.add(new String(text, start, ends[i] - start, StandardCharsets.UTF_8));
    }
    return texts;
  }

  private static Stamp stamp(ByteBuffer from) {
    return new Stamp(from.getLong(), from.getLong(), from.getInt());
  }

  private static byte[] bytes(ByteBuffer from) {
    byte[] bytes = new byte[length(from, 1)];
    from.get(bytes);
    return bytes;
  }

  /** The length of a list, which is there whole. */
  private static int length(ByteBuffer from, int width) {
    int length = from.getInt();
    if (length < 0 || length > from.remaining() / width) {
      throw new BufferUnderflowException();
    }
    return length;
  }

  private static int[] ints(ByteBuffer from) {
    int[] ints = new int[length(from, 4)];
    from.asIntBuffer().get(ints);
    from.position(from.position() + 4 * ints.length);
    return ints;
  }

  // --- writing -----------------------------------------------------------------------------------

  /** Leaves it for the next command; where that can't be done, the next one reads everything. */
  static void save(Path file, Remembered remembered) {
    try {
      Files.createDirectories(file.getParent());
      Path aside = AtomicFiles.aside(file);
      Files.write(aside, written(remembered));
      Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      // A machine whose /var can't be written has no memory; that is slower and nothing else.
    }
  }

  private static byte[] written(Remembered remembered) {
    Lists lists = new Lists(remembered);
    ByteBuffer to = ByteBuffer.allocate(lists.size());
    to.putLong(MAGIC).putLong(0).putInt(remembered.kmod().bits());
    put(to, remembered.program());
    to.putInt(remembered.conf()).putInt(remembered.doubles() ? 1 : 0);
    putTexts(to, remembered.directories());
    remembered.directoryStamps().forEach(stamp -> put(to, stamp));
    putTexts(to, remembered.paths());
    remembered.stamps().forEach(stamp -> put(to, stamp));
    to.putLong(remembered.numbering());
    putTexts(to, List.copyOf(remembered.files().keySet()));
    remembered.files().keySet().forEach(name -> put(to, remembered.file(name)));
    lists.put(to);
    byte[] content = Arrays.copyOf(to.array(), to.position());
    ByteBuffer.wrap(content).putLong(8, sum(content));
    return content;
  }

  private static void put(ByteBuffer to, Stamp stamp) {
    to.putLong(stamp.size()).putLong(stamp.changed()).putInt(stamp.inode());
  }

  private static void put(ByteBuffer to, byte[] bytes) {
    to.putInt(bytes.length).put(bytes);
  }

  private static void put(ByteBuffer to, int[] ints) {
    to.putInt(ints.length);
    to.asIntBuffer().put(ints);
    to.position(to.position() + 4 * ints.length);
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
    put(to, ends);
  }

  /** The facts of all modules as a few long lists. */
  private static final class Lists {

    private final Remembered remembered;
    private final List<ModuleFacts> all;
    private final int[] exportEnds;
    private final int[] needEnds;
    private final int[] infoEnds;
    private int exports;
    private int needs;
    private int infos;

    Lists(Remembered remembered) {
      this.remembered = remembered;
      all = remembered.known().facts();
      exportEnds = new int[all.size()];
      needEnds = new int[all.size()];
      infoEnds = new int[all.size()];
      for (int i = 0; i < all.size(); i++) {
        exports += all.get(i).exports().length;
        exportEnds[i] = exports;
        needs += all.get(i).needs().length;
        needEnds[i] = needs;
        infos += all.get(i).infos().length;
        infoEnds[i] = infos;
      }
    }

    /** At least as much as it takes. */
    int size() {
      int texts = 8192;
      for (List<String> list : List.of(remembered.directories(), remembered.paths())) {
        for (String text : list) {
          texts += 3 * text.length() + 24;
        }
      }
      int numbers = 4 * (exports + needs + 3 * infoEnds.length);
      return texts + remembered.known().pool().size() + numbers + infos;
    }

    void put(ByteBuffer to) {
      SymbolPool pool = remembered.known().pool();
      Memory.put(to, pool.names());
      Memory.put(to, pool.ends());
      Memory.put(to, pool.hashes());
      putNumbers(to, exports, true);
      Memory.put(to, exportEnds);
      putNumbers(to, needs, false);
      Memory.put(to, needEnds);
      to.putInt(infos);
      all.forEach(facts -> to.put(facts.infos()));
      Memory.put(to, infoEnds);
    }

    private void putNumbers(ByteBuffer to, int length, boolean supplied) {
      int[] numbers = new int[length];
      int at = 0;
      for (ModuleFacts facts : all) {
        int[] some = supplied ? facts.exports() : facts.needs();
        System.arraycopy(some, 0, numbers, at, some.length);
        at += some.length;
      }
      Memory.put(to, numbers);
    }
  }
}
