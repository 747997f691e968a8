package dlkm.check;

import dlkm.check.LoadInfoReader.Refused;
import dlkm.image.RawModule;

/** The ELF header and the place of the section header table: elf_validity_ehdr(). */
final class ElfHeaderCheck {

  private static final byte[] MAGIC = {0x7f, 'E', 'L', 'F'};
  private static final int RELOCATABLE = 1;
  private static final int X86_64 = 62;

  private ElfHeaderCheck() {}

  static void check(RawModule raw) throws Refused {
    if (raw.size() == 0) {
      throw new Refused(
          CheckFinding.refuses(
              LoadStage.FORMAT, "EINVAL", "the file is empty", "", "copy or rebuild the file"));
    }
    if (raw.size() < RawModule.HEADER) {
      throw LoadInfoReader.damaged(
          "it has only " + raw.size() + " bytes", "Invalid ELF header len " + raw.size());
    }
    if (!raw.startsWith(0, MAGIC)) {
      throw LoadInfoReader.damaged("not an ELF file", "Invalid ELF header magic: != \\x7fELF");
    }
    int type = raw.u16(16);
    if (type != RELOCATABLE) {
      throw LoadInfoReader.damaged(
          "an ELF file, but not a relocatable object",
          "Invalid ELF header type: " + type + " != 1");
    }
    int machine = raw.u16(18);
    if (machine != X86_64) {
      throw new Refused(
          CheckFinding.refuses(
              LoadStage.FORMAT,
              "ENOEXEC",
              "built for another architecture (ELF machine " + machine + ", not 62, x86-64)",
              "Invalid architecture in ELF header: " + machine,
              "rebuild it for x86-64"));
    }
    if (raw.u16(58) != RawModule.SECTION) {
      throw LoadInfoReader.damaged(
          "damaged ELF file: section headers of " + raw.u16(58) + " bytes, not 64",
          "Invalid ELF section header size");
    }
    long table = raw.i64(0x28);
    boolean outside = Long.compareUnsigned(table, raw.size()) >= 0;
    if (outside || (long) raw.sections() * RawModule.SECTION > raw.size() - table) {
      throw LoadInfoReader.damaged(
          "the section header table is outside the file: truncated or damaged",
          "Invalid ELF section header overflow");
    }
  }
}
