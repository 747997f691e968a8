package dlkm.scratch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Modules damaged in every way that {@code kmcheck} claims to see, each a file of its own. */
final class DamagedModules {

  private final Path built;
  private final Path to;
  private final List<LoadCase> cases = new ArrayList<>();

  /** The kernel's function that makes a class: it had another name before Linux 6.4. */
  private final String creator;

  /** Whether the kernel compares symbol CRCs. */
  private final boolean hasModversions;

  /** Whether exports have flags: Linux 7.1 and later. */
  private final boolean hasExportFlags;

  private DamagedModules(Path built, Path to) {
    this.built = built;
    this.to = to;
    try {
      ModuleBytes base = ModuleBytes.read(whole("kmc_base"));
      creator = base.hasSymbol("__class_create") ? "__class_create" : "class_create";
      hasModversions = base.hasSection("__versions");
      hasExportFlags = base.hasSection("__kflagstab");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Writes them.
   *
   * @param built where the whole modules are
   * @param to where to put them
   */
  static List<LoadCase> write(Path built, Path to) {
    DamagedModules modules = new DamagedModules(built, to);
    modules.format();
    modules.sectionTable();
    if (modules.hasModversions) {
      modules.versions();
      modules.crcs();
    }
    if (modules.hasExportFlags) {
      modules.exportFlags();
    }
    modules.modinfo();
    modules.symbols();
    modules.exports();
    modules.relocations();
    modules.sections();
    modules.parameters();
    modules.signatures();
    modules.chains();
    return modules.cases;
  }

  private Path whole(String name) {
    return built.resolve(name + ".ko");
  }

  private Path file(String id, String from, Consumer<ModuleBytes> damage) {
    try {
      ModuleBytes bytes = ModuleBytes.read(whole(from));
      damage.accept(bytes);
      Path directory = Files.createDirectories(to.resolve(id));
      return Files.write(directory.resolve(from + ".ko"), bytes.bytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void add(String id, String about, String from, Consumer<ModuleBytes> damage) {
    add(id, about, from, damage, List.of());
  }

  private void add(
      String id, String about, String from, Consumer<ModuleBytes> damage, List<Path> before) {
    cases.add(new LoadCase(id, about, from, file(id, from, damage), "", before, false));
  }

  private void base(String id, String about, Consumer<ModuleBytes> damage) {
    add(id, about, "kmc_base", damage);
  }

  private void user(String id, String about, Consumer<ModuleBytes> damage) {
    add(id, about, "kmc_user", damage, List.of(whole("kmc_base")));
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

  private void modinfo() {
    base("no-info", "no .modinfo at all", m -> m.hide(".modinfo"));
    base("no-name", "no name in .modinfo", m -> m.modinfo("name"));
    base("no-vermagic", "no version magic", m -> m.modinfo("vermagic"));
    base("vermagic-empty", "an empty version magic", m -> m.modinfo("vermagic", "vermagic="));
    base(
        "vermagic-release",
        "the magic of another release",
        m -> m.modinfo("vermagic", "vermagic=5.10.0 SMP preempt mod_unload modversions "));
    base(
        "vermagic-options",
        "the magic of a kernel configured otherwise",
        m -> m.modinfo("vermagic", "vermagic=5.10.0 SMP mod_unload modversions "));
    base("in-tree", "says that it is of the tree", m -> m.modinfo("intree", "intree=Y"));
    base("no-retpoline", "compiled without retpolines", m -> m.modinfo("retpoline"));
    base("staging", "says that it is of staging", m -> m.modinfo("staging", "staging=Y"));
    base("test", "says that it is a test", m -> m.modinfo("test", "test=Y"));
    for (String licence :
        List.of("GPL", "GPL v2", "GPL and additional rights", "Dual BSD/GPL", "Dual MPL/GPL")) {
      base(
          "licence-" + licence.toLowerCase(java.util.Locale.ROOT).replaceAll("[ /]", "-"),
          "licence " + licence,
          m -> m.modinfo("license", "license=" + licence));
    }
    for (String licence : List.of("Proprietary", "GPL v3", "BSD", "gpl")) {
      base(
          "licence-not-" + licence.toLowerCase(java.util.Locale.ROOT).replace(' ', '-'),
          "licence " + licence + ", and symbols for the GPL",
          m -> m.modinfo("license", "license=" + licence));
    }
    base("licence-none", "no licence, and symbols for the GPL", m -> m.modinfo("license"));
    add(
        "licence-alone",
        "licence Proprietary, and no symbols for the GPL",
        "kmc_plain",
        m -> m.modinfo("license", "license=Proprietary"));
    user(
        "namespace",
        "a namespace isn't imported",
        m -> m.modinfo("import_ns", "import_ns=DMA_BUFFERS"));
    base(
        "built-in-name",
        "the name of a part of the kernel",
        m -> {
          m.modinfo("name", "name=workqueue");
          byte[] name = "workqueue\0".getBytes(StandardCharsets.US_ASCII);
          int at = m.offset(".gnu.linkonce.this_module") + 24;
          for (int i = 0; i < name.length; i++) {
            m.u8(at + i, name[i]);
          }
        });
  }

  private void symbols() {
    base("unknown", "a symbol that nobody has", m -> m.rename(creator, "kmc_nobody"));
    base(
        "unknown-weak",
        "a weak symbol that nobody has",
        m -> m.rename("kmc_nobody_has_this", "kmc_nobody"));
    base(
        "common",
        "a symbol without a section of its own",
        m -> m.u16(m.symbol("kmc_nobody_has_this") + 6, 0xfff2));
    base(
        "livepatch-symbol",
        "a symbol of a live patch",
        m -> m.u16(m.symbol("kmc_nobody_has_this") + 6, 0xff20));
    base(
        "symbol-section",
        "a symbol in a section that doesn't exist",
        m -> m.u16(m.symbol("kmc_nobody_has_this") + 6, 500));
    base(
        "symbol-xindex",
        "a symbol whose section is said elsewhere",
        m -> m.u16(m.symbol("kmc_nobody_has_this") + 6, 0xffff));
    base(
        "unknown-and-common",
        "an unknown symbol and one without a section",
        m -> m.rename(creator, "kmc_nobody").u16(m.symbol("kmc_nobody_has_this") + 6, 0xfff2));
  }

  private void exports() {
    add(
        "duplicate-kernel",
        "exports a symbol of the kernel",
        "kmc_plain",
        m -> m.overwrite("__ksymtab_strings", "kmc_plain_call", "simple_strtoul"));
    user(
        "duplicate-needed",
        "exports a symbol of the module that it needs",
        m -> m.overwrite("__ksymtab_strings", "kmc_user_call", "kmc_base_call"));
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

  private void parameters() {
    words("int", "number=-5");
    words("hexadecimal", "number=0x10");
    words("octal", "number=010");
    words("no-octal", "number=08");
    words("no-int", "number=four");
    words("large-int", "number=2147483648");
    words("least-int", "number=-2147483648");
    words("no-value", "number");
    words("empty-value", "number=");
    words("byte", "small=255");
    words("large-byte", "small=256");
    words("negative-byte", "small=-1");
    words("flag-alone", "flag");
    words("flag-on", "flag=on");
    words("flag-maybe", "flag=maybe");
    words("quoted", "text=\"two words\" number=1");
    words("long-text", "text=" + "x".repeat(1025));
    words("room", "room=seven77");
    words("no-room", "room=eightnow");
    words("list", "list=1,2,3");
    words("long-list", "list=1,2,3,4");
    words("odd-list", "list=1,x");
    words("empty-element", "list=1,,2");
    words("unknown", "nothing=1");
    words("probe", "async_probe=1");
    words("own", "own=5");
    words("two-wrong", "number=99999999999 small=x");
    words("wrong-then-good", "number=x small=1");
    words("end", "number=1 -- number=x");
    words("init-fails", "number=99");
  }

  private void words(String id, String words) {
    String shown = words.length() > 60 ? words.substring(0, 20) + "... (1025 characters)" : words;
    Path file = file("parameter-" + id, "kmc_base", m -> {});
    cases.add(
        new LoadCase(
            "parameter-" + id, "parameters " + shown, "kmc_base", file, words, List.of(), false));
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

  private void chains() {
    add("user-alone", "what it needs is missing", "kmc_user", m -> {});
    user("user", "with what it needs", m -> {});
    Path refused = file("base-refused", "kmc_base", m -> m.u16(18, 183));
    add("user-refused", "what it needs is refused", "kmc_user", m -> {}, List.of(refused));
    Path circle = file("base-circle", "kmc_base", m -> m.rename(creator, "kmc_user_call"));
    add("user-circle", "what it needs needs it", "kmc_user", m -> {}, List.of(circle));
    Path plain = whole("kmc_plain");
    add("taker", "a second pair", "kmc_taker", m -> {}, List.of(plain));
    add("greedy", "a third pair", "kmc_greedy", m -> {}, List.of(plain));
    Path closed =
        file("plain-closed", "kmc_plain", m -> m.modinfo("license", "license=Proprietary"));
    add("taker-closed", "what it needs is proprietary", "kmc_taker", m -> {}, List.of(closed));
    add(
        "greedy-closed",
        "what it needs is proprietary, and symbols for the GPL",
        "kmc_greedy",
        m -> {},
        List.of(closed));
    add(
        "taker-gpl",
        "proprietary, and what it needs is for anybody",
        "kmc_taker",
        m -> m.modinfo("license", "license=Proprietary"),
        List.of(plain));
  }
}
