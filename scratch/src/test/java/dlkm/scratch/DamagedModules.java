package dlkm.scratch;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Modules damaged in every way that {@code kmcheck} claims to see, each a file of its own. */
final class DamagedModules extends ModuleCases {

  private DamagedModules(Path built, Path to, List<LoadCase> cases) {
    super(built, to, cases);
  }

  /**
   * Writes them.
   *
   * @param built where the whole modules are
   * @param to where to put them
   */
  static List<LoadCase> write(Path built, Path to) {
    List<LoadCase> cases = new ArrayList<>();
    DamagedModules modules = new DamagedModules(built, to, cases);
    UnfitModules unfit = new UnfitModules(built, to, cases);
    modules.format();
    modules.sectionTable();
    if (modules.hasModversions) {
      modules.versions();
      modules.crcs();
    }
    if (modules.hasExportFlags) {
      modules.exportFlags();
    }
    unfit.modinfo();
    unfit.symbols();
    unfit.exports();
    modules.relocations();
    modules.sections();
    unfit.parameters();
    modules.signatures();
    unfit.chains();
    return cases;
  }

  private void format() {
    base("whole", "nothing is wrong", m -> {});
    base("empty", "no byte", m -> m.cut(0));
    base("tiny", "ten bytes", m -> m.cut(10));
    base("header-only", "the ELF header alone", m -> m.cut(64));
    base("half", "the second half is missing", m -> m.cut(m.size() / 2));
    base("short", "the last 100 bytes are missing", m -> m.cut(m.size() - 100));
    base("longer", "100 bytes too many at the end", m -> m.append(new byte[100]));
    base("magic", "doesn't begin as ELF", m -> m.u8(1, 'e'));
    base("executable", "type ET_EXEC", m -> m.u16(16, 2));
    base("shared", "type ET_DYN", m -> m.u16(16, 3));
    base("arm64", "for another processor", m -> m.u16(18, 183));
    base("i386", "for a processor of 32 bits", m -> m.u16(18, 3));
    base("class", "calls itself 32 bits in e_ident", m -> m.u8(4, 1));
    base("order", "calls itself big endian in e_ident", m -> m.u8(5, 2));
    base("elf-version", "of an ELF version to come", m -> m.u8(6, 2));
    base("row-size", "rows of the section table are 40 bytes", m -> m.u16(58, 40));
    base("table-outside", "the section table is behind the end", m -> m.u64(0x28, 1L << 40));
    base("table-long", "the section table has too many rows", m -> m.u16(60, 60000));
    base("table-none", "the section table has no rows", m -> m.u16(60, 0));
    base("names-none", "no section with the names", m -> m.u16(62, 0));
    base("names-index", "the section with the names doesn't exist", m -> m.u16(62, 9999));
  }

  private void sectionTable() {
    base(
        "names-outside",
        "the names of sections are outside of the file",
        m -> m.u64(m.row(".shstrtab") + 0x18, 1L << 40));
    base(
        "names-empty", "the names of sections are empty", m -> m.u64(m.row(".shstrtab") + 0x20, 0));
    base(
        "names-open",
        "the last name of a section has no end",
        m -> {
          int row = m.row(".shstrtab");
          m.u64(row + 0x20, m.i64(row + 0x20) - 1);
        });
    base("zero-type", "section 0 has a type", m -> m.u32(m.row(0) + 4, 1));
    base("zero-size", "section 0 has a size", m -> m.u64(m.row(0) + 0x20, 64));
    base("zero-address", "section 0 has an address", m -> m.u64(m.row(0) + 0x10, 64));
    base(
        "section-outside",
        ".text is outside of the file",
        m -> m.u64(m.row(".text") + 0x18, 1L << 40));
    base("section-long", ".text is too long", m -> m.u64(m.row(".text") + 0x20, 1L << 40));
    base(
        "section-overflow",
        "offset and size of .text overflow",
        m -> m.u64(m.row(".text") + 0x18, -64).u64(m.row(".text") + 0x20, 128));
    base("link-none", "the symbol table has no names", m -> m.u32(m.row(".symtab") + 0x28, 0));
    base(
        "link-outside",
        "the names of symbols are in a section that doesn't exist",
        m -> m.u32(m.row(".symtab") + 0x28, 9999));
    base("name-outside", "the name of .text is no name", m -> m.u32(m.row(".text"), 1 << 20));
    base("stripped", "no symbol table", m -> m.u32(m.row(".symtab") + 4, 1));
    base(
        "two-tables",
        "a second symbol table behind the first",
        m -> m.u32(m.row(".shstrtab") + 4, 2).u32(m.row(".shstrtab") + 0x28, m.section(".strtab")));
    base("no-module", "no struct module", m -> m.hide(".gnu.linkonce.this_module"));
    base(
        "no-module-no-name",
        "no struct module and no .modinfo",
        m -> m.hide(".gnu.linkonce.this_module").hide(".modinfo"));
  }

  private void versions() {
    base("no-versions", "no symbol CRCs", m -> m.hide("__versions"));
    base(
        "layout-other",
        "another CRC of module_layout",
        m -> m.u32(m.version("module_layout"), 0x12345678));
    base(
        "layout-missing",
        "no CRC of module_layout",
        m -> m.u8(m.version("module_layout") + 8, 'M'));
    base("version-other", "another CRC of a symbol", m -> m.u32(m.version(creator), 0x12345678));
    base("version-high", "a CRC of more than 32 bits", m -> m.u32(m.version(creator) + 4, 1));
    base("version-missing", "no CRC of a symbol", m -> m.u8(m.version(creator) + 8, 'X'));
    base(
        "version-spare",
        "a CRC of a symbol that isn't used",
        m -> m.rename("kmc_nobody_has_this", "kmc_nobody_has_that"));
  }

  private void crcs() {
    base(
        "vermagic-release-alone",
        "the magic of another release, and no CRCs",
        m ->
            m.hide("__versions")
                .modinfo("vermagic", "vermagic=5.10.0 SMP preempt mod_unload modversions "));
    base(
        "weak-version",
        "a weak symbol that the kernel has, and no CRC of it",
        m -> m.rename("kmc_nobody_has_this", "kstrtobool"));
    base(
        "two-mistakes",
        "an unknown symbol and another CRC",
        m -> m.rename("class_destroy", "kmc_nobody").u32(m.version(creator), 1));
    base(
        "two-mistakes-turned",
        "another CRC and an unknown symbol",
        m -> m.rename(creator, "kmc_nobody").u32(m.version("class_destroy"), 1));
    base("no-sums", "exports without CRCs", m -> m.hide("__kcrctab"));
    if (!hasExportFlags) {
      base("no-gpl-sums", "exports for the GPL without CRCs", m -> m.hide("__kcrctab_gpl"));
    }
    Path other = file("base-other", "kmc_base", m -> m.u32(m.offset("__kcrctab"), 1));
    add("user-other", "what it needs is of another version", "kmc_user", m -> {}, List.of(other));
    Path unsummed = file("base-unsummed", "kmc_base", m -> m.hide("__kcrctab"));
    add("user-unsummed", "what it needs has no CRCs", "kmc_user", m -> {}, List.of(unsummed));
  }

  private void exportFlags() {
    base("no-flags", "exports without flags", m -> m.hide("__kflagstab"));
    user("for-modules", "a symbol that is exported for it by name", m -> {});
    Path others =
        file(
            "base-for-others",
            "kmc_base",
            m -> m.overwrite("__ksymtab_strings", "module:kmc_us*", "module:kmc_no*"));
    add("for-others", "a symbol that is exported for others", "kmc_user", m -> {}, List.of(others));
  }

  private void relocations() {
    base("relocation-got", "a relocation of kind 9", m -> m.u32(m.relocation(".text", 0) + 8, 9));
    base(
        "relocation-unknown",
        "a relocation of kind 4711",
        m -> m.u32(m.relocation(".text", 0) + 8, 4711));
    base(
        "relocation-none",
        "a relocation of kind 0",
        m -> m.u32(m.relocation(".orc_unwind_ip", 0) + 8, 0));
    base(
        "relocation-taken",
        "the place of a relocation isn't empty",
        m -> m.u32(m.offset(".text") + (int) m.i64(m.relocation(".text", 0)), 1));
    base(
        "relocation-taken-64",
        "the place of a relocation of 64 bits isn't empty",
        m -> m.u32(m.offset("__param") + 4, 1));
    base(
        "relocation-twice",
        "two relocations of one place",
        m -> m.u64(m.relocation(".text", 1), m.i64(m.relocation(".text", 0))));
    base(
        "relocation-32",
        "an address of 64 bits as 32",
        m -> m.u32(m.relocation(".orc_unwind_ip", 0) + 8, 10));
    base(
        "relocation-32s",
        "an address far away as 32 bits with a sign",
        m ->
            m.u32(m.relocation(".orc_unwind_ip", 0) + 8, 11)
                .u64(m.relocation(".orc_unwind_ip", 0) + 16, 1L << 40));
    base("relocation-rel", "relocations of kind REL", m -> m.u32(m.row(".rela.text") + 4, 9));
  }

  private void sections() {
    base("writable-code", "code that could be written to", m -> m.u64(m.row(".text") + 8, 7));
    base("executable-data", "data that could be run", m -> m.u64(m.row(".data") + 8, 7));
    base(
        "writable-code-elsewhere",
        "such a section that isn't loaded",
        m -> m.u64(m.row(".comment") + 8, 5));
    base(
        "per-cpu",
        "too many per-CPU data",
        m -> m.u32(m.row(".data..percpu") + 4, 8).u64(m.row(".data..percpu") + 0x20, 16384));
    base(
        "too-large",
        "more data than there is room for modules",
        m -> m.u64(m.row(".bss") + 0x20, 0x5000_0000L));
  }

  private void signatures() {
    byte[] head = {0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 16};
    base("signature-garbage", "a signature that can't be read", m -> m.signed(new byte[16], head));
    base(
        "signature-mark-alone",
        "the mark of a signature and nothing else",
        m -> m.append("~Module signature appended~\n".getBytes(StandardCharsets.US_ASCII)));
    base(
        "signature-long",
        "a signature longer than the file",
        m -> m.signed(new byte[16], new byte[] {0, 0, 2, 0, 0, 0, 0, 0, 127, 0, 0, 0}));
    base(
        "signature-odd",
        "a field of the signature isn't zero",
        m -> m.signed(new byte[16], new byte[] {1, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 16}));
    base(
        "signature-old",
        "a signature of an old kind",
        m -> m.signed(new byte[16], new byte[] {0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 16}));
  }
}
