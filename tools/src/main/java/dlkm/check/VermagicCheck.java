package dlkm.check;

import java.util.Optional;

/** The version magic: same_magic(). Its first word counts only for modules without symbol CRCs. */
final class VermagicCheck {

  private VermagicCheck() {}

  static void check(CheckedModule module) {
    Optional<String> wanted = module.kernel().vermagic();
    Optional<String> given = module.info().vermagic();
    if (given.isEmpty()) {
      missing(module);
    } else if (wanted.isPresent() && !isSame(module, given.get(), wanted.get())) {
      module.add(
          CheckFinding.refuses(
              LoadStage.VERMAGIC,
              "ENOEXEC",
              "version magic of another kernel: '" + given.get().strip() + "'",
              module.earlyName()
                  + ": version magic '"
                  + given.get()
                  + "' should be '"
                  + wanted.get()
                  + "'",
              "rebuild it with the headers of this kernel"));
    } else if (wanted.isPresent() && !given.equals(wanted)) {
      module.add(
          CheckFinding.warns(
              LoadStage.VERMAGIC,
              "built for kernel " + firstWord(given.get()),
              "",
              "its symbol CRCs match; rebuild it for this kernel all the same"));
    }
  }

  private static boolean isSame(CheckedModule module, String given, String wanted) {
    boolean hasCrc = module.loadInfo().versions() != 0;
    return hasCrc ? rest(given).equals(rest(wanted)) : given.equals(wanted);
  }

  private static String rest(String magic) {
    int blank = magic.indexOf(' ');
    return blank < 0 ? "" : magic.substring(blank);
  }

  private static String firstWord(String magic) {
    return magic.substring(0, magic.length() - rest(magic).length());
  }

  private static void missing(CheckedModule module) {
    String todo = "rebuild it with the headers of this kernel";
    module.add(
        module.kernel().config().has("MODULE_FORCE_LOAD")
            ? CheckFinding.warns(
                LoadStage.VERMAGIC,
                "no version magic: nothing proves that it was built for this kernel",
                module.name() + ": bad vermagic: kernel tainted.",
                todo)
            : CheckFinding.refuses(LoadStage.VERMAGIC, "ENOEXEC", "no version magic", "", todo));
  }
}
