package dlkm.check;

import static dlkm.check.LoadInfoReader.damaged;

import dlkm.check.LoadInfoReader.Refused;
import dlkm.image.RawModule;

/** The symbol string table, and that all symbol names are in it: elf_validity_cache_strtab(). */
record StringTableCheck(RawModule raw, int strings) {

  void check(int symbols) throws Refused {
    int size = (int) raw.sizeOf(strings);
    int from = (int) raw.offset(strings);
    if (size == 0) {
      throw damaged("the symbol string table is empty", "empty symbol string table");
    }
    if (raw.u8(from) != 0) {
      throw damaged(
          "the symbol string table doesn't begin with NUL",
          "symbol string table missing leading NUL");
    }
    if (raw.u8(from + size - 1) != 0) {
      throw damaged(
          "the symbol string table isn't NUL-terminated",
          "symbol string table isn't NUL terminated");
    }
    int table = (int) raw.offset(symbols);
    for (int i = 0; i < (int) raw.sizeOf(symbols) / RawModule.SYMBOL; i++) {
      if (Integer.compareUnsigned(raw.i32(table + i * RawModule.SYMBOL), size) >= 0) {
        throw damaged(
            "the name of symbol " + i + " is outside the string table",
            "symbol name out of bounds in string table");
      }
    }
  }
}
