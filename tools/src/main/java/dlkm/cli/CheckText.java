package dlkm.cli;

import dlkm.check.CheckFinding;
import dlkm.check.LoadStage;
import dlkm.check.ModuleVerdict;
import java.io.PrintStream;

/** A report as text: one line for each module, followed by its findings. */
final class CheckText {

  /** A module for another kernel lacks hundreds of symbols; the first ones tell it. */
  private static final int ENOUGH = 10;

  private CheckText() {}

  /** Prints it; {@code named} with the kernel's release in front of each module. */
  static void print(PrintStream out, CheckReport report, boolean named) {
    StringBuilder text = new StringBuilder(4096);
    for (ModuleVerdict verdict : report.verdicts()) {
      if (verdict.asked() || !verdict.accepted()) {
        if (named) {
          text.append(report.facts().release()).append(": ");
        }
        module(text, verdict);
      }
    }
    out.print(text);
  }

  private static void module(StringBuilder text, ModuleVerdict verdict) {
    text.append(verdict.file()).append(": ").append(outcome(verdict)).append('\n');
    int symbols = 0;
    for (CheckFinding finding : verdict.findings()) {
      if (finding.kind() == LoadStage.SYMBOLS && ++symbols > ENOUGH) {
        continue;
      }
      text.append("  ").append(line(finding)).append('\n');
      finding.says().lines().forEach(says -> text.append("    | ").append(says).append('\n'));
    }
    if (symbols > ENOUGH) {
      text.append("  and ").append(symbols - ENOUGH).append(" more of its symbols: --json\n");
    }
  }

  private static String outcome(ModuleVerdict verdict) {
    if (verdict.accepted()) {
      return "accepted";
    }
    return verdict.errno().isEmpty() ? "not to be loaded" : "refused, " + verdict.errno();
  }

  /** A finding with its remedy. */
  static String line(CheckFinding finding) {
    String weight =
        switch (finding.severity()) {
          case REFUSES -> "refused: ";
          case HARMS -> "harmful: ";
          case WARNS -> "note: ";
        };
    return weight + finding.what() + (finding.todo().isEmpty() ? "" : ": " + finding.todo());
  }
}
