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

  /** Of extended ones a missing CRC is no mismatch. */
  private boolean isExtended;

  ExpectedCrcs(KernelExports exports) {
    this.exports = exports;
    stamp = new int[exports.count()];
    crc = new long[exports.count()];
  }

  /** Reads those of the next module. */
  void read(LoadInfo loadInfo, LoaderRules rules) {
    now++;
    isExtended = rules.hasExtendedModversions() && loadInfo.extendedModversions().isThere();
    isThere = isExtended || loadInfo.versions() != 0;
    if (isExtended) {
      readExtended(loadInfo);
    } else {
      readRows(loadInfo);
    }
  }

  private void readExtended(LoadInfo loadInfo) {
    loadInfo
        .extendedModversions()
        .visit((name, crc) -> put(exports.find(loadInfo.raw(), name), crc & 0xffff_ffffL));
  }

  private void put(int symbol, long value) {
    if (symbol >= 0 && stamp[symbol] != now) {
      stamp[symbol] = now;
      crc[symbol] = value;
    }
  }

  private void readRows(LoadInfo loadInfo) {
    RawModule raw = loadInfo.raw();
    int end = loadInfo.end(loadInfo.versions()) - ROW;
    for (int at = loadInfo.offset(loadInfo.versions()); isThere && at <= end; at += ROW) {
      put(exports.find(raw, at + NAME), raw.i64(at));
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
      return isExtended ? Match.SAME : Match.MISSING;
    }
    return crc[symbol] == (exports.crc(symbol) & 0xffff_ffffL) ? Match.SAME : Match.OTHER;
  }

  /** The same for a symbol of another module's. */
  Match match(LoadInfo loadInfo, String name, int wanted) {
    byte[] text = name.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    return isExtended ? matchExtended(loadInfo, text, wanted) : matchRow(loadInfo, text, wanted);
  }

  private static Match matchExtended(LoadInfo loadInfo, byte[] text, int wanted) {
    Match[] match = {Match.SAME};
    loadInfo
        .extendedModversions()
        .visit(
            (name, crc) -> {
              if (loadInfo.raw().isText(name, text) && crc != wanted) {
                match[0] = Match.OTHER;
              }
            });
    return match[0];
  }

  private static Match matchRow(LoadInfo loadInfo, byte[] text, int wanted) {
    RawModule raw = loadInfo.raw();
    int end = loadInfo.end(loadInfo.versions()) - ROW;
    for (int at = loadInfo.offset(loadInfo.versions()); at <= end; at += ROW) {
      if (raw.isText(at + NAME, text)) {
        return raw.i64(at) == (wanted & 0xffff_ffffL) ? Match.SAME : Match.OTHER;
      }
    }
    return Match.MISSING;
  }
}
