package dlkm.check;

import dlkm.image.RawModule;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Exports of a kernel and its own modules, from the {@code Module.symvers} of its headers: CRC,
 * symbol, module, kind of export and namespace, separated by tabs. Looked up by the bytes of a name
 * in a module's file, since a check of all modules of a kernel does half a million lookups.
 */
final class KernelExports {

  /** The owner of what is linked into the kernel. */
  static final int VMLINUX = 0;

  private static final byte[] GPL = "EXPORT_SYMBOL_GPL".getBytes(StandardCharsets.US_ASCII);

  private final byte[] text;
  private final List<String> owners = new ArrayList<>();
  private final Map<String, Integer> ownerNumbers = new HashMap<>();

  /** Per symbol: offsets of its line's fields in the text, CRC, owner, kind of export. */
  private int[] nameAt = new int[1 << 15];

  private int[] nameEnd = new int[1 << 15];
  private int[] crc = new int[1 << 15];
  private int[] owner = new int[1 << 15];
  private int[] namespaceAt = new int[1 << 15];
  private boolean[] gpl = new boolean[1 << 15];
  private int count;

  /** Open addressing: number + 1, 0 for a free slot. */
  private int[] slots = new int[1 << 17];

  private int lastOwnerAt;
  private int lastOwnerEnd;
  private int lastOwner;

  private KernelExports(byte[] text) {
    this.text = text;
    owners.add("vmlinux");
    ownerNumbers.put("vmlinux", VMLINUX);
  }

  /** The exports in the text of a {@code Module.symvers}; lines of another form are left out. */
  public static KernelExports parse(byte[] symvers) {
    KernelExports exports = new KernelExports(symvers);
    for (int at = 0; at < symvers.length; ) {
      at = exports.line(at) + 1;
    }
    return exports;
  }

  private int line(int from) {
    int end = from;
    int[] tabs = {-1, -1, -1, -1};
    int found = 0;
    for (; end < text.length && text[end] != '\n'; end++) {
      if (text[end] == '\t' && found < 4) {
        tabs[found++] = end;
      }
    }
    if (found >= 3 && tabs[0] > from + 2) {
      add(from, tabs, found == 4 ? tabs[3] : end, end);
    }
    return end;
  }

  private void add(int from, int[] tabs, int kindEnd, int end) {
    if (count == crc.length || count * 2 > slots.length) {
      grow();
    }
    nameAt[count] = tabs[0] + 1;
    nameEnd[count] = tabs[1];
    crc[count] = hex(from + 2, tabs[0]);
    owner[count] = owner(tabs[1] + 1, tabs[2]);
    gpl[count] = same(tabs[2] + 1, kindEnd, GPL);
    namespaceAt[count] = kindEnd < end ? kindEnd + 1 : end;
    int slot = hash(tabs[0] + 1, tabs[1]);
    while (slots[slot] != 0) {
      slot = (slot + 1) & (slots.length - 1);
    }
    slots[slot] = ++count;
  }

  private void grow() {
    int size = crc.length * 2;
    nameAt = java.util.Arrays.copyOf(nameAt, size);
    nameEnd = java.util.Arrays.copyOf(nameEnd, size);
    crc = java.util.Arrays.copyOf(crc, size);
    owner = java.util.Arrays.copyOf(owner, size);
    namespaceAt = java.util.Arrays.copyOf(namespaceAt, size);
    gpl = java.util.Arrays.copyOf(gpl, size);
    slots = new int[slots.length * 2];
    for (int i = 0; i < count; i++) {
      int slot = hash(nameAt[i], nameEnd[i]);
      while (slots[slot] != 0) {
        slot = (slot + 1) & (slots.length - 1);
      }
      slots[slot] = i + 1;
    }
  }

  private int hex(int from, int to) {
    int value = 0;
    for (int i = from; i < to; i++) {
      value = value << 4 | Character.digit(text[i], 16) & 15;
    }
    return value;
  }

  /** Lines of one module stand together, so that its name is made into a text once. */
  private int owner(int from, int to) {
    int length = to - from;
    if (length == lastOwnerEnd - lastOwnerAt && sameText(from, lastOwnerAt, length)) {
      return lastOwner;
    }
    lastOwnerAt = from;
    lastOwnerEnd = to;
    String path = new String(text, from, length, StandardCharsets.UTF_8);
    String name = path.substring(path.lastIndexOf('/') + 1).replace('-', '_');
    Integer known = ownerNumbers.putIfAbsent(name, owners.size());
    if (known == null) {
      known = owners.size();
      owners.add(name);
    }
    lastOwner = known;
    return known;
  }

  private boolean sameText(int one, int other, int length) {
    for (int i = 0; i < length; i++) {
      if (text[one + i] != text[other + i]) {
        return false;
      }
    }
    return true;
  }

  private boolean same(int from, int to, byte[] wanted) {
    if (to - from != wanted.length) {
      return false;
    }
    for (int i = 0; i < wanted.length; i++) {
      if (text[from + i] != wanted[i]) {
        return false;
      }
    }
    return true;
  }

  private int hash(int from, int to) {
    int hash = 0;
    for (int i = from; i < to; i++) {
      hash = hash * 31 + text[i];
    }
    return (hash ^ (hash >>> 16)) & (slots.length - 1);
  }

  int count() {
    return count;
  }

  int owners() {
    return owners.size();
  }

  /** The number of the symbol whose name stands at a place of a module's file, or -1. */
  int find(RawModule module, int at) {
    int hash = 0;
    int end = at;
    int size = module.size();
    for (int its; end < size && (its = (byte) module.u8(end)) != 0; end++) {
      hash = hash * 31 + its;
    }
    int slot = (hash ^ (hash >>> 16)) & (slots.length - 1);
    while (slots[slot] != 0) {
      int symbol = slots[slot] - 1;
      if (isNamed(symbol, module, at, end)) {
        return symbol;
      }
      slot = (slot + 1) & (slots.length - 1);
    }
    return -1;
  }

  private boolean isNamed(int symbol, RawModule module, int at, int end) {
    int from = nameAt[symbol];
    if (nameEnd[symbol] - from != end - at) {
      return false;
    }
    for (int i = at; i < end; i++) {
      if ((byte) module.u8(i) != text[from + i - at]) {
        return false;
      }
    }
    return true;
  }

  /** The symbol's CRC. */
  int crc(int symbol) {
    return crc[symbol];
  }

  boolean isGplOnly(int symbol) {
    return gpl[symbol];
  }

  int owner(int symbol) {
    return owner[symbol];
  }

  /** The kernel's name of the module with that number. */
  String ownerName(int number) {
    return owners.get(number);
  }

  boolean hasNamespace(int symbol) {
    int at = namespaceAt[symbol];
    return at < text.length && text[at] != '\n' && text[at] != '\t';
  }

  /** The namespace that a user of the symbol has to import; empty for none. */
  String namespace(int symbol) {
    int end = namespaceAt[symbol];
    while (end < text.length && text[end] != '\n' && text[end] != '\t') {
      end++;
    }
    return new String(text, namespaceAt[symbol], end - namespaceAt[symbol], StandardCharsets.UTF_8);
  }
}
