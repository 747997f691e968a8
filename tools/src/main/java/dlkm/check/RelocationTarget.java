package dlkm.check;

import dlkm.image.RawModule;

/** The target of a relocation, as an offset in the file. */
final class RelocationTarget {

  private RelocationTarget() {}

  /** The place that the relocation at {@code at} points to; -1 when it is none in the file. */
  static int of(LoadInfo loadInfo, int at) {
    RawModule raw = loadInfo.raw();
    int symbol = symbol(loadInfo, at);
    if (symbol < 0) {
      return -1;
    }
    int row = loadInfo.symbolAt(symbol);
    int section = raw.u16(row + 6);
    long offset = raw.i64(row + 8) + raw.i64(at + 16);
    if (section == 0 || section >= raw.sections()) {
      return -1;
    }
    boolean inside = offset >= 0 && offset < loadInfo.size(section);
    return inside ? loadInfo.offset(section) + (int) offset : -1;
  }

  /** The number of the symbol that a relocation is about; -1 when there is no such symbol. */
  static int symbol(LoadInfo loadInfo, int at) {
    long number = loadInfo.raw().i64(at + 8) >>> 32;
    return number < loadInfo.symbolCount() ? (int) number : -1;
  }
}
