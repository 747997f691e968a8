package dlkm.image;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Symbol CRCs that a module was built with, one for each symbol that it uses: rows of {@code struct
 * modversion_info} (linux/module.h), since Linux 6.14 also two sections of their own for names too
 * long for a row.
 */
final class Modversions {

  private static final int ROW = 64;

  private Modversions() {}

  static Map<String, Integer> read(Elf elf) {
    Map<String, Integer> versions = new TreeMap<>();
    elf.section("__versions").ifPresent(section -> rows(elf, section, versions));
    elf.section("__version_ext_crcs").ifPresent(section -> extended(elf, section, versions));
    return versions;
  }

  private static void rows(Elf elf, ElfSection section, Map<String, Integer> to) {
    Bytes bytes = elf.bytes();
    int word = elf.wordSize();
    for (long at = section.offset(); at + ROW <= section.end(); at += ROW) {
      long sum = elf.wide() ? bytes.low32(at) : bytes.u32(at);
      to.put(bytes.text(at + word, at + ROW), (int) sum);
    }
  }

  private static void extended(Elf elf, ElfSection sums, Map<String, Integer> to) {
    List<String> names = elf.texts("__version_ext_names");
    for (int i = 0; i < names.size() && (i + 1) * 4L <= sums.size(); i++) {
      to.put(names.get(i), elf.bytes().i32(sums.offset() + i * 4L));
    }
  }
}
