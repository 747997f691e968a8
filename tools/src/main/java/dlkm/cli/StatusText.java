package dlkm.cli;

import dlkm.boot.BootRecord;
import dlkm.status.FullStatus;
import dlkm.status.ModuleStatus;
import java.io.PrintStream;
import java.util.List;

/** Module status for people (spec §4.8): the brief table, and one labelled line a field. */
final class StatusText {

  private static final int COLUMN = 20;

  private StatusText() {}

  /** Ours, and below a heading the kernel's other modules. */
  static void brief(PrintStream out, List<ModuleStatus> ours, List<ModuleStatus> others) {
    Table table = new Table("Name", "ID", "Status", "Type", "Phase", "Note");
    rows(table, ours);
    if (!others.isEmpty()) {
      table.heading("Not registered");
      rows(table, others);
    }
    table.print(out);
  }

  private static void rows(Table table, List<ModuleStatus> all) {
    for (ModuleStatus s : all) {
      table.row(s.name(), s.id(), s.status(), s.type(), s.phase(), s.note());
    }
  }

  static void full(PrintStream out, FullStatus full) {
    ModuleStatus status = full.status();
    full.fields().forEach(field -> line(out, field.label(), field.value() + field.note()));
    if (status.registration().isEmpty()) {
      line(out, "Registered", "no");
    } else {
      line(out, "Supported phases", String.join(" ", full.supportedPhases()));
    }
    if (!full.stubs().isEmpty()) {
      line(out, "Stubs", String.join(" ", full.stubs()));
    }
    if (!full.preferredOver().isEmpty()) {
      line(out, "Preferred over", String.join(" ", full.preferredOver()));
    }
    if (status.isUnused()) {
      line(out, "Unused", "planned unused (kmsystem -c n)");
    }
    full.attempt().ifPresent(attempt -> line(out, "Attempted at boot", attempt(status, attempt)));
    if (status.held().isPresent()) {
      line(out, "Held for shutdown", status.held().get());
    }
  }

  private static void line(PrintStream out, String label, String value) {
    StringBuilder line = new StringBuilder(label);
    while (line.length() < COLUMN) {
      line.append(' ');
    }
    out.println(line.append(value));
  }

  /** The kernel's loader may have found another file of that name. */
  private static String attempt(ModuleStatus status, BootRecord.Attempt attempt) {
    String loaded = status.difference().isPresent() ? "loaded, not the registered image" : "loaded";
    return attempt.phase()
        + ", "
        + Milliseconds.seconds(attempt.when())
        + " after the kernel's start: "
        + attempt.why().map(why -> "failed: " + why).orElse(loaded);
  }
}
