package dlkm.check;

import static dlkm.check.LoadInfoReader.damaged;

import dlkm.check.LoadInfoReader.Refused;
import dlkm.image.RawModule;

/**
 * Symbol CRCs in two sections, one of CRCs and one of names, each ended by NUL; where they are
 * there, {@code __versions} doesn't count.
 *
 * @param raw the module
 * @param crcs the section of CRCs
 * @param names the section of names
 */
record ExtendedModversions(RawModule raw, int crcs, int names) {

  private static final byte[] CRCS = LoadInfo.bytes("__version_ext_crcs");
  private static final byte[] NAMES = LoadInfo.bytes("__version_ext_names");

  /** What is done with a name and its CRC. */
  interface Visitor {
    void visit(int nameAt, int crc);
  }

  /** Those of a module; their sections are 0 where it has none. */
  static ExtendedModversions of(RawModule raw, int sectionNames) {
    return new ExtendedModversions(
        raw, LoadInfo.find(raw, sectionNames, CRCS), LoadInfo.find(raw, sectionNames, NAMES));
  }

  /** elf_validity_cache_index_versions(). */
  static void check(RawModule raw, int sectionNames) throws Refused {
    ExtendedModversions versions = of(raw, sectionNames);
    if ((versions.crcs == 0) != (versions.names == 0)) {
      throw damaged(
          "extended modversions lack their CRCs or names",
          "extended version crc+name presence does not match");
    }
    if (versions.isThere() && versions.visit((_, _) -> {}) < versions.count()) {
      throw damaged(
          "extended modversions have more CRCs than names",
          "more extended version crcs than names");
    }
  }

  boolean isThere() {
    return crcs != 0;
  }

  private int count() {
    return bytes(crcs) / Integer.BYTES;
  }

  /** A section without content in the file is trusted to be empty. */
  private int bytes(int section) {
    boolean inFile =
        section != 0 && raw.type(section) != 0 && raw.type(section) != LoadInfo.SHT_NOBITS;
    return inFile ? (int) raw.sizeOf(section) : 0;
  }

  /** Visits all of them; returns how many have a name. */
  int visit(Visitor visitor) {
    int at = (int) raw.offset(names);
    int end = at + bytes(names);
    int count = count();
    for (int i = 0; i < count; i++) {
      int nul = raw.end(at);
      if (at >= end || nul >= end) {
        return i;
      }
      visitor.visit(at, raw.i32((int) raw.offset(crcs) + i * Integer.BYTES));
      at = nul + 1;
    }
    return count;
  }
}
