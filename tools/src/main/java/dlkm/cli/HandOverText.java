package dlkm.cli;

import dlkm.dkms.HandOver;
import java.util.List;

/** What went from DKMS to us or back, for people, and the exit status. */
final class HandOverText {

  private HandOverText() {}

  /**
   * Prints a line for each package and kernel.
   *
   * @param done what is said of those that changed hands
   */
  static int print(Context context, List<HandOver> rows, String done) {
    int changed = 0;
    for (HandOver row : rows) {
      if (row.isRefused()) {
        row.why().forEach(why -> context.say(row.name() + ": not " + done + ": " + why));
      } else {
        context.out().println(row.name() + ": " + done + ": " + String.join(" ", row.modules()));
        changed++;
      }
    }
    if (rows.isEmpty()) {
      context.out().println("nothing to do");
    }
    if (changed == rows.size()) {
      return Exit.DONE;
    }
    return changed == 0 ? Exit.FAILED : Exit.PARTLY;
  }
}
