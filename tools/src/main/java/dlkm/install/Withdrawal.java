package dlkm.install;

import dlkm.component.Families;
import dlkm.component.Texts;
import dlkm.declaration.LoadmodsFile;
import dlkm.funcset.BuildArea;
import dlkm.host.Host;
import dlkm.host.Layout;
import dlkm.host.Notices;
import dlkm.host.Transaction;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** The steps that take files of modules and families away, for a change that does more. */
public final class Withdrawal {

  private Withdrawal() {}

  /**
   * Adds them to a transaction: component files, lines of {@code loadmods}, and what was built.
   *
   * @param warn gets which lines go
   */
  public static void add(Host host, List<String> names, Transaction transaction, Notices warn)
      throws IOException {
    List<String> modules =
        names.stream().flatMap(name -> Families.modules(host, name).stream()).toList();
    removeFromLoadmods(host, modules, transaction, warn);
    names.forEach(name -> InstalledFiles.present(host, name).forEach(transaction::delete));
    removeBuilt(host, modules, transaction);
  }

  /** Adds what was built of modules, for whichever kernel: it may be one without a function set. */
  static void removeBuilt(Host host, List<String> modules, Transaction transaction) {
    for (BuildArea area : BuildArea.all(host)) {
      modules.forEach(module -> area.files(module).forEach(transaction::delete));
    }
  }

  static void removeFromLoadmods(
      Host host, List<String> modules, Transaction transaction, Notices warn) throws IOException {
    Path loadmods = host.path(Layout.LOADMODS);
    String text = Texts.readOrEmpty(loadmods);
    String rest = text;
    for (String module : modules) {
      if (LoadmodsFile.names(text).contains(module)) {
        warn.say(module + ": removing its line from " + loadmods);
        rest = LoadmodsFile.remove(rest, module);
      }
    }
    if (!rest.equals(text)) {
      transaction.write(loadmods, rest.getBytes(StandardCharsets.UTF_8));
    }
  }
}
