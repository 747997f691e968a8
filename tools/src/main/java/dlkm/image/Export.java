package dlkm.image;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * A symbol that the module offers to others.
 *
 * @param gplOnly whether only modules under the GPL may use it
 * @param namespace the namespace that a user has to import; empty for none
 * @param crc the symbol's CRC, where the kernel is built with CONFIG_MODVERSIONS
 */
public record Export(String name, boolean gplOnly, String namespace, OptionalInt crc) {

  // linux/export.h: EXPORT_SYMBOL writes these four.
  private static final String TABLE = "__ksymtab_";
  private static final String SUM = "__crc_";
  private static final String NAMESPACE = "__kstrtabns_";
  private static final String GPL_TABLE = "__ksymtab_gpl";
  private static final String FLAGS = "__kflagstab";

  /** linux/module_symbol.h KSYM_FLAG_GPL_ONLY. */
  private static final int GPL_FLAG = 1;

  /** The size of struct kernel_symbol with relative words. */
  private static final int ROW = 12;

  static List<Export> read(Elf elf, List<ElfSymbol> symbols) {
    Map<String, ElfSymbol> byName = new HashMap<>();
    for (ElfSymbol symbol : symbols) {
      byName.put(symbol.name(), symbol);
    }
    List<Export> exports = new ArrayList<>();
    for (ElfSymbol symbol : symbols) {
      String section = sectionName(elf, symbol);
      if (symbol.name().startsWith(TABLE) && section.startsWith("__ksymtab")) {
        String name = symbol.name().substring(TABLE.length());
        boolean gpl = section.startsWith(GPL_TABLE) || isFlaggedGplOnly(elf, symbol);
        exports.add(new Export(name, gpl, namespace(elf, byName, name), crc(elf, byName, name)));
      }
    }
    return exports;
  }

  /**
   * Since Linux 7.1 one table holds all exports, and a byte for each in another one is its flags.
   */
  private static boolean isFlaggedGplOnly(Elf elf, ElfSymbol symbol) {
    long row = symbol.value() / ROW;
    return elf.section(FLAGS)
        .filter(flags -> row < flags.size())
        .map(flags -> (elf.bytes().u8(flags.offset() + row) & GPL_FLAG) != 0)
        .orElse(false);
  }

  private static String sectionName(Elf elf, ElfSymbol symbol) {
    int index = symbol.section();
    return index > 0 && index < elf.sections().size() ? elf.sections().get(index).name() : "";
  }

  private static String namespace(Elf elf, Map<String, ElfSymbol> symbols, String name) {
    ElfSymbol symbol = symbols.get(NAMESPACE + name);
    if (symbol == null || sectionName(elf, symbol).isEmpty()) {
      return "";
    }
    ElfSection section = elf.sections().get(symbol.section());
    return elf.bytes().text(section.offset() + symbol.value(), section.end());
  }

  private static OptionalInt crc(Elf elf, Map<String, ElfSymbol> symbols, String name) {
    ElfSymbol symbol = symbols.get(SUM + name);
    if (symbol == null) {
      return OptionalInt.empty();
    }
    if (symbol.section() == ElfSymbol.ABSOLUTE) {
      return OptionalInt.of((int) symbol.value());
    }
    if (sectionName(elf, symbol).isEmpty()) {
      return OptionalInt.empty();
    }
    long at = elf.sections().get(symbol.section()).offset() + symbol.value();
    return OptionalInt.of(elf.bytes().i32(at));
  }
}
