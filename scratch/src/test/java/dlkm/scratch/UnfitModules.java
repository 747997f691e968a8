package dlkm.scratch;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Modules that are whole files, and ask of the kernel what it may not give. */
final class UnfitModules extends ModuleCases {

  UnfitModules(Path built, Path to, List<LoadCase> cases) {
    super(built, to, cases);
  }

  void modinfo() {
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

  void symbols() {
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

  void exports() {
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

  void parameters() {
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
    with("parameter-" + id, "parameters " + shown, "kmc_base", words);
  }

  void chains() {
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
