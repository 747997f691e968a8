package dlkm.check;

import dlkm.image.RawModule;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * One symbol that a module exports, as the kernel will find it: from the relocations of {@code
 * __ksymtab} and {@code __ksymtab_gpl}, whose rows are three relative words: value, name, namespace
 * (linux/export.h).
 *
 * @param nameAt where the name is in the file
 * @param namespaceAt where the namespace is in the file; -1 for none
 * @param sum the check sum of its type, where there is one
 */
record OwnExport(int nameAt, int namespaceAt, boolean gplOnly, OptionalInt sum) {

  private static final byte[] TABLE = Frame.bytes("__ksymtab");
  private static final byte[] GPL_TABLE = Frame.bytes("__ksymtab_gpl");
  private static final byte[] SUMS = Frame.bytes("__kcrctab");
  private static final byte[] GPL_SUMS = Frame.bytes("__kcrctab_gpl");

  private static final int ROW = 12;
  private static final int NAME = 4;
  private static final int NAMESPACE = 8;

  /** Whether the module exports something without check sums. */
  static boolean lackSums(Frame frame) {
    return lackSums(frame, TABLE, SUMS) || lackSums(frame, GPL_TABLE, GPL_SUMS);
  }

  private static boolean lackSums(Frame frame, byte[] table, byte[] sums) {
    return frame.size(frame.find(table)) >= ROW && frame.find(sums) == 0;
  }

  static List<OwnExport> read(Frame frame) {
    List<OwnExport> exports = new ArrayList<>(0);
    read(frame, TABLE, SUMS, false, exports);
    read(frame, GPL_TABLE, GPL_SUMS, true, exports);
    return exports;
  }

  private static void read(
      Frame frame, byte[] name, byte[] sumsName, boolean gpl, List<OwnExport> to) {
    int table = frame.find(name);
    int count = frame.size(table) / ROW;
    int relocations = count == 0 ? 0 : frame.relocationsOf(table).orElse(0);
    if (relocations == 0) {
      return;
    }
    int[] names = new int[count];
    int[] namespaces = new int[count];
    places(frame, relocations, names, namespaces);
    int sums = frame.find(sumsName);
    for (int i = 0; i < count; i++) {
      boolean summed = frame.size(sums) >= (i + 1) * 4;
      OptionalInt sum =
          summed
              ? OptionalInt.of(frame.raw().i32(frame.offset(sums) + i * 4))
              : OptionalInt.empty();
      if (names[i] > 0) {
        to.add(new OwnExport(names[i], namespaces[i] - 1, gpl, sum));
      }
    }
  }

  /** Where the names are; of namespaces one more, so that 0 is none. */
  private static void places(Frame frame, int relocations, int[] names, int[] namespaces) {
    RawModule raw = frame.raw();
    int end = frame.end(relocations) - RawModule.RELOCATION;
    for (int at = frame.offset(relocations); at <= end; at += RawModule.RELOCATION) {
      long offset = raw.i64(at);
      if (offset >= 0 && offset < (long) names.length * ROW) {
        int row = (int) offset / ROW;
        switch ((int) offset % ROW) {
          case NAME -> names[row] = Place.of(frame, at);
          case NAMESPACE -> namespaces[row] = Place.of(frame, at) + 1;
          default -> {
            // The value.
          }
        }
      }
    }
  }

  String name(Frame frame) {
    return frame.raw().text(nameAt);
  }

  String namespace(Frame frame) {
    return namespaceAt < 0 ? "" : frame.raw().text(namespaceAt);
  }
}
