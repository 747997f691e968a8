package dlkm.check;

import dlkm.image.RawModule;

/** What a relocation points to, as a place in the file. */
final class Place {

  private Place() {}

  /** The place that the relocation at {@code at} points to; -1 when it is none in the file. */
  static int of(Frame frame, int at) {
    RawModule raw = frame.raw();
    int symbol = symbol(frame, at);
    if (symbol < 0) {
      return -1;
    }
    int row = frame.symbolAt(symbol);
    int section = raw.u16(row + 6);
    long offset = raw.i64(row + 8) + raw.i64(at + 16);
    if (section == 0 || section >= raw.sections()) {
      return -1;
    }
    boolean inside = offset >= 0 && offset < frame.size(section);
    return inside ? frame.offset(section) + (int) offset : -1;
  }

  /** The number of the symbol that a relocation is about; -1 when there is no such symbol. */
  static int symbol(Frame frame, int at) {
    long number = frame.raw().i64(at + 8) >>> 32;
    return number < frame.symbolCount() ? (int) number : -1;
  }
}
