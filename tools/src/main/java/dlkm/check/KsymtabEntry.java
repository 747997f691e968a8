package dlkm.check;

import dlkm.image.RawModule;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * A symbol that a module exports, as the kernel will find it: from the relocations of {@code
 * __ksymtab} and {@code __ksymtab_gpl}, whose rows are three relative words: value, name, namespace
 * (linux/export.h).
 *
 * @param nameAt where the name is in the file
 * @param namespaceAt where the namespace is in the file; -1 for none
 * @param crc the symbol's CRC, where there is one
 */
record KsymtabEntry(int nameAt, int namespaceAt, boolean gplOnly, OptionalInt crc) {

  private static final byte[] TABLE = LoadInfo.bytes("__ksymtab");
  private static final byte[] GPL_TABLE = LoadInfo.bytes("__ksymtab_gpl");
  private static final byte[] CRCS = LoadInfo.bytes("__kcrctab");
  private static final byte[] GPL_CRCS = LoadInfo.bytes("__kcrctab_gpl");

  private static final byte[] FLAGS = LoadInfo.bytes("__kflagstab");

  /** linux/module_symbol.h KSYM_FLAG_GPL_ONLY. */
  private static final int GPL_FLAG = 1;

  private static final int ROW = 12;
  private static final int NAME = 4;
  private static final int NAMESPACE = 8;

  /** Whether the module exports symbols without CRCs. */
  static boolean lackCrcs(LoadInfo loadInfo, LoaderRules rules) {
    return lackCrcs(loadInfo, TABLE, CRCS)
        || !rules.hasExportFlags() && lackCrcs(loadInfo, GPL_TABLE, GPL_CRCS);
  }

  /** Whether the module exports symbols without flags, for a kernel that needs them. */
  static boolean lackFlags(LoadInfo loadInfo, LoaderRules rules) {
    return rules.hasExportFlags() && lackCrcs(loadInfo, TABLE, FLAGS);
  }

  private static boolean lackCrcs(LoadInfo loadInfo, byte[] table, byte[] crcs) {
    return loadInfo.size(loadInfo.find(table)) >= ROW && loadInfo.find(crcs) == 0;
  }

  static List<KsymtabEntry> read(LoadInfo loadInfo, LoaderRules rules) {
    List<KsymtabEntry> exports = new ArrayList<>(0);
    read(loadInfo, TABLE, CRCS, false, exports);
    if (!rules.hasExportFlags()) {
      read(loadInfo, GPL_TABLE, GPL_CRCS, true, exports);
    }
    return exports;
  }

  private static void read(
      LoadInfo loadInfo, byte[] name, byte[] crcsName, boolean gpl, List<KsymtabEntry> to) {
    int table = loadInfo.find(name);
    int count = loadInfo.size(table) / ROW;
    int relocations = count == 0 ? 0 : loadInfo.relocationsOf(table).orElse(0);
    if (relocations == 0) {
      return;
    }
    int[] names = new int[count];
    int[] namespaces = new int[count];
    places(loadInfo, relocations, names, namespaces);
    int crcs = loadInfo.find(crcsName);
    int flags = gpl ? 0 : loadInfo.find(FLAGS);
    for (int i = 0; i < count; i++) {
      boolean hasCrc = loadInfo.size(crcs) >= (i + 1) * 4;
      OptionalInt crc =
          hasCrc
              ? OptionalInt.of(loadInfo.raw().i32(loadInfo.offset(crcs) + i * 4))
              : OptionalInt.empty();
      if (names[i] > 0) {
        boolean gplOnly = gpl || isGplOnly(loadInfo, flags, i);
        to.add(new KsymtabEntry(names[i], namespaces[i] - 1, gplOnly, crc));
      }
    }
  }

  /** Older kernels' modules have no such table. */
  private static boolean isGplOnly(LoadInfo loadInfo, int flags, int row) {
    return loadInfo.size(flags) > row
        && (loadInfo.raw().u8(loadInfo.offset(flags) + row) & GPL_FLAG) != 0;
  }

  /** Where the names are; of namespaces one more, so that 0 is none. */
  private static void places(LoadInfo loadInfo, int relocations, int[] names, int[] namespaces) {
    RawModule raw = loadInfo.raw();
    int end = loadInfo.end(relocations) - RawModule.RELOCATION;
    for (int at = loadInfo.offset(relocations); at <= end; at += RawModule.RELOCATION) {
      long offset = raw.i64(at);
      if (offset >= 0 && offset < (long) names.length * ROW) {
        int row = (int) offset / ROW;
        switch ((int) offset % ROW) {
          case NAME -> names[row] = RelocationTarget.of(loadInfo, at);
          case NAMESPACE -> namespaces[row] = RelocationTarget.of(loadInfo, at) + 1;
          default -> {
            // The value.
          }
        }
      }
    }
  }

  String name(LoadInfo loadInfo) {
    return loadInfo.raw().text(nameAt);
  }

  String namespace(LoadInfo loadInfo) {
    return namespaceAt < 0 ? "" : loadInfo.raw().text(namespaceAt);
  }
}
