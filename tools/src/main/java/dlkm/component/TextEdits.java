package dlkm.component;

import dlkm.host.Host;
import dlkm.host.Layout;
import dlkm.host.Transaction;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Edits of several text files that are written together or not at all. The caller holds the state
 * lock.
 */
public final class TextEdits {

  private final Host host;
  private final Map<Path, String> texts = new LinkedHashMap<>();

  public TextEdits(Host host) {
    this.host = host;
  }

  /** The text of a file as it will be; empty for a file that is not there. */
  public String text(Path file) {
    String text = texts.get(file);
    return text == null ? Texts.readOrEmpty(file) : text;
  }

  /** The text that a file shall have. */
  public void set(Path file, String text) {
    texts.put(file, text);
  }

  /** Writes the files that differ. */
  public void commit() throws IOException {
    Transaction transaction = Transaction.begin(host);
    transaction.orAbandon(
        () -> {
          for (Map.Entry<Path, String> edit : texts.entrySet()) {
            if (!edit.getValue().equals(Texts.readOrEmpty(edit.getKey()))) {
              write(host, transaction, edit.getKey(), edit.getValue());
            }
          }
          transaction.commit();
        });
  }

  /**
   * Has a transaction write a file of the plan and, of the HP-UX system file, its bytes from before
   * as the former one.
   */
  public static void write(Host host, Transaction transaction, Path file, String text)
      throws IOException {
    if (file.equals(host.path(Layout.SYSTEM)) && Files.exists(file)) {
      Transaction _ =
          transaction.write(host.path(Layout.SYSTEM_PREVIOUS), Files.readAllBytes(file));
    }
    Transaction _ = transaction.write(file, text.getBytes(StandardCharsets.UTF_8));
  }
}
