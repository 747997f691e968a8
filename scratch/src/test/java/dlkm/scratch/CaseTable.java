package dlkm.scratch;

import java.util.Map;

/** The cases and what became of them, as a page for people; the same on every machine. */
record CaseTable(ComparedKernel kernel) {

  private static final String HEAD =
      """
      # kmcheck and the loader of Linux VERSION

      Each row is a module that was loaded for real in a scratch machine (Linux VERSION, amd64) after
      `kmcheck` had given its verdict. The test `KmcheckTest` writes this page and compares it.
      `its init` is the module's own init function, which runs when the loader is done with it.
      RELEASE stands for the kernel's release.

      """;

  private static final String POLICY = "\n## With module.sig_enforce=1 and module_blacklist=crc7";

  private static final String OWN = "\n## The kernel's own modules";

  /** A page without the cases that only a machine with that kernel can try. */
  static String withoutPolicy(String page) {
    int at = page.indexOf(POLICY);
    return at < 0 ? page : page.substring(0, at) + page.substring(page.indexOf(OWN));
  }

  /** The name of the page about a kernel. */
  static String page(ComparedKernel kernel) {
    return kernel.version().equals("6.1")
        ? "kmcheck-cases.md"
        : "kmcheck-cases-" + kernel.version() + ".md";
  }

  String text(
      Map<LoadCase, Judgement> judged,
      Map<String, LoadOutcome> loaded,
      Map<LoadCase, Judgement> enforced,
      Map<String, LoadOutcome> signed) {
    StringBuilder text = new StringBuilder(HEAD.replace("VERSION", kernel.version()));
    text.append("## Modules that differ from a whole one\n\n");
    damaged(text, judged, loaded);
    if (!enforced.isEmpty()) {
      text.append(POLICY).append("\n\n");
      damaged(text, enforced, signed);
    }
    text.append(OWN).append("\n\n");
    text.append("| module | kmcheck | the kernel |\n| --- | --- | --- |\n");
    judged.forEach(
        (each, judgement) -> {
          if (each.about().isEmpty() && loaded.containsKey(each.id())) {
            String shown = loaded.get(each.id()).shown();
            text.append("| ").append(each.id()).append(" | ").append(judgement.shown());
            text.append(" | ").append(shown).append(" |\n");
          }
        });
    return text.toString();
  }

  private void damaged(
      StringBuilder text, Map<LoadCase, Judgement> judged, Map<String, LoadOutcome> loaded) {
    text.append("| case | the module | kmcheck | the kernel | it says |\n");
    text.append("| --- | --- | --- | --- | --- |\n");
    judged.forEach(
        (each, judgement) -> {
          if (!each.about().isEmpty() && loaded.containsKey(each.id())) {
            LoadOutcome outcome = loaded.get(each.id());
            text.append("| ").append(each.id()).append(" | ").append(each.module()).append(": ");
            text.append(each.about()).append(" | ").append(judgement.shown()).append(" | ");
            text.append(outcome.shown()).append(" | ");
            text.append(judgement.accepted() ? "" : said(judgement)).append(" |\n");
          }
        });
  }

  private String said(Judgement judgement) {
    return String.join("; ", judgement.says())
        .replace(kernel.release(), "RELEASE")
        .replace("|", "\\|");
  }
}
