package dlkm.check;

import java.util.Optional;

/** The version magic: same_magic(). Its first word counts only where symbols have no check sums. */
final class VermagicCheck {

  private VermagicCheck() {}

  static void check(Subject subject) {
    Optional<String> wanted = subject.facts().vermagic();
    Optional<String> given = subject.info().vermagic();
    if (given.isEmpty()) {
      missing(subject);
    } else if (wanted.isPresent() && !isSame(subject, given.get(), wanted.get())) {
      subject.add(
          Finding.refuses(
              Kind.VERMAGIC,
              "ENOEXEC",
              "it is for another kernel: '" + given.get().strip() + "'",
              subject.earlyName()
                  + ": version magic '"
                  + given.get()
                  + "' should be '"
                  + wanted.get()
                  + "'",
              "build it with the headers of this kernel"));
    } else if (wanted.isPresent() && !given.equals(wanted)) {
      subject.add(
          Finding.warns(
              Kind.VERMAGIC,
              "it was built for kernel " + firstWord(given.get()),
              "",
              "it fits by the check sums of symbols alone; better build it for this kernel"));
    }
  }

  private static boolean isSame(Subject subject, String given, String wanted) {
    boolean summed = subject.frame().versions() != 0;
    return summed ? rest(given).equals(rest(wanted)) : given.equals(wanted);
  }

  private static String rest(String magic) {
    int blank = magic.indexOf(' ');
    return blank < 0 ? "" : magic.substring(blank);
  }

  private static String firstWord(String magic) {
    return magic.substring(0, magic.length() - rest(magic).length());
  }

  private static void missing(Subject subject) {
    String todo = "build it with the headers of this kernel";
    subject.add(
        subject.facts().config().has("MODULE_FORCE_LOAD")
            ? Finding.warns(
                Kind.VERMAGIC,
                "it has no version magic: nothing says that it is for this kernel",
                subject.name() + ": bad vermagic: kernel tainted.",
                todo)
            : Finding.refuses(Kind.VERMAGIC, "ENOEXEC", "it has no version magic", "", todo));
  }
}
