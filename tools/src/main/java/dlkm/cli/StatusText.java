package dlkm.cli;

import dlkm.boot.BootRecord;
import dlkm.status.FullStatus;
import dlkm.status.ModuleStatus;
import java.io.PrintStream;
import java.util.List;

/** Module status for people: the brief table, and one labelled line a field. */
final class StatusText {

  private static final int COLUMN = 20;

  private StatusText() {}

  static void brief(PrintStream out, List<ModuleStatus> all) {
    Table table = new Table("Name", "ID", "Status", "Type", "Phase", "Note");
    for (ModuleStatus s : all) {
      table.row(s.name(), s.id(), s.status(), s.type(), s.phase(), s.note());
    }
    table.print(out);
  }

  static void full(PrintStream out, FullStatus full) {
    ModuleStatus status = full.status();
    line(out, "Module name", status.name());
    line(out, "Version", full.version());
    line(out, "Module id", status.id());
    line(out, "Configured phase", status.phase());
    line(out, "Object file", full.object());
    line(out, "Status", status(status));
    line(out, "Size", full.size());
    line(out, "Address", full.address());
    line(out, "BSS size", full.bssSize());
    line(out, "BSS address", full.bssAddress());
    line(out, "Hold count", String.valueOf(full.holds()));
    line(out, "Dependent count", counted(full.dependents(), full.dependentNames()));
    line(out, "Unload delay", "0 seconds");
    line(out, "Description", full.description());
    line(out, "Type", full.type() + (status.registration().isEmpty() ? " (inferred)" : ""));
    if (full.hasMajors()) {
      line(out, "Block major", full.blockMajor());
      line(out, "Character major", full.characterMajor());
    }
    line(out, "Flags", full.flags());
    if (status.registration().isEmpty()) {
      line(out, "Registered", "no");
    }
    if (status.isUnused()) {
      line(out, "Unused", "planned unused (kmsystem -c n)");
    }
    full.attempt().ifPresent(attempt -> line(out, "Attempted at boot", attempt(status, attempt)));
    if (status.held().isPresent()) {
      line(out, "Held for shutdown", status.held().get());
    }
  }

  private static String status(ModuleStatus status) {
    return status
        .difference()
        .map(how -> status.status() + ", but not the registered image: " + how)
        .orElse(status.status());
  }

  private static String counted(int count, String names) {
    return count + (names.isEmpty() ? "" : " (" + names + ")");
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
