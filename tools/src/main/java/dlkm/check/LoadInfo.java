package dlkm.check;

import dlkm.image.RawModule;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A module's load info ({@code struct load_info}): all sections lie within the file, and those that
 * the loader works with are known by index. Index 0 stands for a missing section.
 *
 * @param symbols the symbol table
 * @param texts the offset of the symbol string table
 * @param textsEnd its end
 * @param module {@code struct module}
 * @param info {@code .modinfo}
 * @param versions {@code __versions}
 * @param perCpu {@code .data..percpu}
 * @param names the offset of the section name table
 */
record LoadInfo(
    RawModule raw,
    int symbols,
    int texts,
    int textsEnd,
    int module,
    int info,
    int versions,
    int perCpu,
    int names) {

  /** elf.h. */
  static final int SHT_SYMTAB = 2;

  static final int SHT_RELA = 4;
  static final int SHT_NOBITS = 8;
  static final int SHT_REL = 9;
  static final long SHF_WRITE = 1;
  static final long SHF_ALLOC = 2;
  static final long SHF_EXECINSTR = 4;

  /** Where {@code struct module} has its name on a 64-bit machine, and how long it may be. */
  private static final int NAME_AT = 24;

  private static final int NAME_LENGTH = 56;

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** The first section of that name that is loaded, as the kernel's find_sec() finds it; or 0. */
  static int find(RawModule raw, int names, byte[] name) {
    for (int i = 1; i < raw.sections(); i++) {
      if ((raw.flags(i) & SHF_ALLOC) != 0 && raw.isText(names + raw.nameOf(i), name)) {
        return i;
      }
    }
    return 0;
  }

  /** Whether it has a section of that name, loaded or not. */
  boolean hasSection(String name) {
    byte[] wanted = bytes(name);
    for (int i = 1; i < raw.sections(); i++) {
      if (raw.isText(names + raw.nameOf(i), wanted)) {
        return true;
      }
    }
    return false;
  }

  int find(byte[] name) {
    return find(raw, names, name);
  }

  /** Its extended modversions; not there before Linux 6.14. */
  ExtendedModversions extendedModversions() {
    return ExtendedModversions.of(raw, names);
  }

  int offset(int section) {
    return (int) raw.offset(section);
  }

  /** The bytes that a section has in the file; 0 for no section and for an inactive row. */
  int size(int section) {
    boolean inFile = section != 0 && raw.type(section) != 0 && raw.type(section) != SHT_NOBITS;
    return inFile ? (int) raw.sizeOf(section) : 0;
  }

  int end(int section) {
    return offset(section) + size(section);
  }

  String sectionName(int section) {
    return raw.text(names + raw.nameOf(section));
  }

  /** How many rows the symbol table has. */
  int symbolCount() {
    return size(symbols) / RawModule.SYMBOL;
  }

  int symbolAt(int symbol) {
    return offset(symbols) + symbol * RawModule.SYMBOL;
  }

  /** The name in {@code struct module}. */
  String structName() {
    int at = offset(module) + NAME_AT;
    if (size(module) < NAME_AT + NAME_LENGTH) {
      return "";
    }
    int end = Math.min(raw.end(at), at + NAME_LENGTH - 1);
    return raw.slice(at, end);
  }

  /** The relocations of a section, as far as they are in one of their own. */
  Optional<Integer> relocationsOf(int section) {
    for (int i = 1; i < raw.sections(); i++) {
      if (raw.type(i) == SHT_RELA && raw.info(i) == section) {
        return Optional.of(i);
      }
    }
    return Optional.empty();
  }
}
