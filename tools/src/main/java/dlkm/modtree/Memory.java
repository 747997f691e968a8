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
  private static final long MAGIC = 0x646c6b6d_69780001L;

  private static final int HEAD = 16;

  private Memory() {}

  static Remembered load(Path file) {
    try {
      ByteBuffer from = ByteBuffer.wrap(Files.readAllBytes(file));
      if (from.capacity() < HEAD || from.getLong() != MAGIC || from.getLong() != sum(from)) {
        return Remembered.NOTHING;
      }
      return read(from);
    } catch (IOException | BufferUnderflowException | IllegalArgumentException e) {
      return Remembered.NOTHING;
    }
  }

  private static long sum(ByteBuffer content) {
    CRC32 sum = new CRC32();
    sum.update(content.array(), HEAD, content.capacity() - HEAD);
    return sum.getValue();
  }

  private static Remembered read(ByteBuffer from) {
    Kmod kmod = Kmod.ofBits(from.getInt());
    Stamp program = stamp(from);
    SymbolPool pool = new SymbolPool(bytes(from), ints(from), ints(from));
    List<String> paths = texts(bytes(from), ints(from));
    List<Stamp> stamps = new ArrayList<>(paths.size());
    for (int i = 0; i < paths.size(); i++) {
      stamps.add(stamp(from));
    }
    List<ModuleFacts> facts = facts(from, paths.size());
    long numbering = from.getLong();
    Map<String, Stamp> files = new LinkedHashMap<>();
    for (String name : texts(bytes(from), ints(from))) {
      files.put(name, stamp(from));
    }
    return new Remembered(kmod, program, pool, paths, stamps, facts, numbering, files);
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
      texts.add(new String(text, start, ends[i] - start, StandardCharsets.UTF_8));
    }
    return texts;
  }

  private static Stamp stamp(ByteBuffer from) {
    return new Stamp(from.getLong(), from.getLong(), from.getInt());
  }

  private static byte[] bytes(ByteBuffer from) {
    byte[] bytes = new byte[from.getInt()];
    from.get(bytes);
    return bytes;
  }

  private static int[] ints(ByteBuffer from) {
    int[] ints = new int[from.getInt()];
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
    lists.putNames(to);
    remembered.stamps().forEach(stamp -> put(to, stamp));
    lists.putFacts(to);
    to.putLong(remembered.numbering());
    putTexts(to, remembered.files().keySet().stream().toList());
    remembered.files().keySet().forEach(name -> put(to, remembered.file(name)));
    byte[] content = Arrays.copyOf(to.array(), to.position());
    ByteBuffer whole = ByteBuffer.wrap(content);
    whole.putLong(8, sum(whole));
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
    private final int[] exportEnds;
    private final int[] needEnds;
    private final int[] infoEnds;
    private int exports;
    private int needs;
    private int infos;
    private int paths;

    Lists(Remembered remembered) {
      this.remembered = remembered;
      int count = remembered.facts().size();
      exportEnds = new int[count];
      needEnds = new int[count];
      infoEnds = new int[count];
      for (int i = 0; i < count; i++) {
        ModuleFacts facts = remembered.facts().get(i);
        exportEnds[i] = exports += facts.exports().length;
        needEnds[i] = needs += facts.needs().length;
        infoEnds[i] = infos += facts.infos().length;
        paths += 3 * remembered.paths().get(i).length();
      }
    }

    int size() {
      SymbolPool pool = remembered.pool();
      int each = 20 + 16;
      return 8192
          + pool.size()
          + paths
          + each * infoEnds.length
          + 4 * (exports + needs)
          + infos
          + 128 * remembered.files().size();
    }

    void putNames(ByteBuffer to) {
      put(to, remembered.pool().names());
      put(to, remembered.pool().ends());
      put(to, remembered.pool().hashes());
      putTexts(to, remembered.paths());
    }

    void putFacts(ByteBuffer to) {
      putInts(to, exports, true);
      put(to, exportEnds);
      putInts(to, needs, false);
      put(to, needEnds);
      to.putInt(infos);
      remembered.facts().forEach(facts -> to.put(facts.infos()));
      put(to, infoEnds);
    }

    private void putInts(ByteBuffer to, int length, boolean supplied) {
      int[] all = new int[length];
      int at = 0;
      for (ModuleFacts facts : remembered.facts()) {
        int[] some = supplied ? facts.exports() : facts.needs();
        System.arraycopy(some, 0, all, at, some.length);
        at += some.length;
      }
      put(to, all);
    }
  }
}
