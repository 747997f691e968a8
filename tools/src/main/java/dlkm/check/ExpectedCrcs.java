package dlkm.check;

import dlkm.image.RawModule;

/**
 * Symbol CRCs that a module was built with, by the numbers of the kernel's symbols. Reused from
 * module to module. Symbols of other modules are searched in the section.
 */
final class ExpectedCrcs {

  /** linux/module.h struct modversion_info: a long, and a name up to 64 bytes in all. */
  private static final int ROW = 64;

  private static final int NAME = 8;

  private final KernelExports exports;
  private final int[] stamp;
  private final long[] crc;
  private int now;
  private boolean isThere;

  ExpectedCrcs(KernelExports exports) {
    this.exports = exports;
    stamp = new int[exports.count()];
    crc = new long[exports.count()];
  }

  void read(LoadInfo loadInfo) {
    now++;
    isThere = loadInfo.versions() != 0;
    RawModule raw = loadInfo.raw();
    int end = loadInfo.end(loadInfo.versions()) - ROW;
    for (int at = loadInfo.offset(loadInfo.versions()); isThere && at <= end; at += ROW) {
      int symbol = exports.find(raw, at + NAME);
      if (symbol >= 0 && stamp[symbol] != now) {
        stamp[symbol] = now;
        crc[symbol] = raw.i64(at);
      }
    }
  }

  /** Whether the module has symbol CRCs at all. */
  boolean isThere() {
    return isThere;
  }

  /** The module's CRC of a symbol against the kernel's. */
  enum Match {
    SAME,
    OTHER,
    MISSING
  }

  Match match(int symbol) {
    if (stamp[symbol] != now) {
      return Match.MISSING;
    }
    return crc[symbol] == (exports.crc(symbol) & 0xffff_ffffL) ? Match.SAME : Match.OTHER;
  }

  /** The same for a symbol of another module's. */
  static Match match(LoadInfo loadInfo, String name, int wanted) {
    RawModule raw = loadInfo.raw();
    byte[] text = name.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    int end = loadInfo.end(loadInfo.versions()) - ROW;
    for (int at = loadInfo.offset(loadInfo.versions()); at <= end; at += ROW) {
      if (raw.isText(at + NAME, text)) {
        return raw.i64(at) == (wanted & 0xffff_ffffL) ? Match.SAME : Match.OTHER;
      }
    }
    return Match.MISSING;
  }
}
