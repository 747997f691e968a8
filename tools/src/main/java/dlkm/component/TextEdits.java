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
 * TextEdits of several text files that are written together or not at all. The caller holds the
 * state lock.
 */
public final class TextEdits {

  private final Host host;
  private final Map<Path, String> texts = new LinkedHashMap<>();
  private final Map<Path, byte[]> before = new LinkedHashMap<>();

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

  /** The texts that the files shall have, by file. */
  public Map<Path, String> texts() {
    return Map.copyOf(texts);
  }

  /** Writes the files that differ; returns whether there were any. */
  public boolean commit() throws IOException {
    Transaction transaction = Transaction.begin(host);
    boolean any = false;
    try {
      for (Map.Entry<Path, String> edit : texts.entrySet()) {
        if (!edit.getValue().equals(Texts.readOrEmpty(edit.getKey()))) {
          Path file = edit.getKey();
          if (Files.exists(file)) {
            before.put(file, Files.readAllBytes(file));
            if (file.equals(host.path(Layout.SYSTEM))) {
              transaction.write(host.path(Layout.SYSTEM_PREVIOUS), before.get(file));
            }
          }
          transaction.write(file, edit.getValue().getBytes(StandardCharsets.UTF_8));
          any = true;
        }
      }
    } catch (IOException e) {
      transaction.abandon();
      throw e;
    }
    if (any) {
      transaction.commit();
    }
    return any;
  }

  /** Restores the files' content from before {@link #commit}. */
  public void takeBack() throws IOException {
    Transaction transaction = Transaction.begin(host);
    try {
      for (Map.Entry<Path, byte[]> file : before.entrySet()) {
        transaction.write(file.getKey(), file.getValue());
      }
    } catch (IOException e) {
      transaction.abandon();
      throw e;
    }
    transaction.commit();
  }
}
