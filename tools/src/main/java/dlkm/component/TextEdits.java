package dlkm.component;

import dlkm.declaration.PlanLines;
import dlkm.host.ByteOrderMark;
import dlkm.host.Host;
import dlkm.host.Layout;
import dlkm.host.Transaction;
import dlkm.problem.PartlyDoneException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Edits of several text files that are written together or not at all. The caller holds the state
 * lock.
 */
public final class TextEdits {

  private final Host host;
  private final Map<Path, String> texts = new LinkedHashMap<>();

  /** The written files' bytes from before; nothing of those that weren't there. */
  private final Map<Path, Optional<byte[]>> before = new LinkedHashMap<>();

  private Optional<FormerSystemFile> former = Optional.empty();

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
    former = Optional.of(FormerSystemFile.of(host));
    Map<Path, Optional<byte[]>> replaced = new LinkedHashMap<>();
    Transaction transaction = Transaction.begin(host);
    return transaction.orAbandon(
        () -> {
          for (Map.Entry<Path, String> edit : texts.entrySet()) {
            Path file = edit.getKey();
            if (!edit.getValue().equals(Texts.readOrEmpty(file))) {
              replaced.put(
                  file,
                  Files.exists(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty());
              write(host, transaction, file, edit.getValue());
            }
          }
          commit(transaction, replaced);
          return isWritten();
        });
  }

  /** Nothing is written before the commit; what is partly done is completed later. */
  private void commit(Transaction transaction, Map<Path, Optional<byte[]>> replaced)
      throws IOException {
    try {
      transaction.commit();
    } catch (PartlyDoneException e) {
      before.putAll(replaced);
      throw e;
    }
    before.putAll(replaced);
  }

  /** Whether {@link #commit} wrote any. */
  public boolean isWritten() {
    return !before.isEmpty();
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

  /**
   * Takes {@link #commit} back: files that it made are gone again. Where others changed a file
   * since, their lines stay.
   */
  public void takeBack() throws IOException {
    Transaction transaction = Transaction.begin(host);
    transaction.orAbandon(
        () -> {
          for (Map.Entry<Path, Optional<byte[]>> file : before.entrySet()) {
            takeBack(transaction, file.getKey(), file.getValue());
          }
          takeBackFormer(transaction);
          transaction.commit();
        });
  }

  private void takeBack(Transaction transaction, Path file, Optional<byte[]> former)
      throws IOException {
    if (!Files.exists(file)) {
      return; // somebody deleted it since
    }
    String now = Texts.readOrEmpty(file);
    String written = texts.get(file);
    if (!now.equals(written)) {
      String without = PlanLines.takeBack(former.map(TextEdits::text).orElse(""), written, now);
      Transaction _ = transaction.write(file, without.getBytes(StandardCharsets.UTF_8));
    } else if (former.isPresent()) {
      Transaction _ = transaction.write(file, former.get());
    } else {
      Transaction _ = transaction.delete(file);
    }
  }

  /** The former system file is another command's, where that changed the system file since. */
  private void takeBackFormer(Transaction transaction) throws IOException {
    Optional<byte[]> system = before.getOrDefault(host.path(Layout.SYSTEM), Optional.empty());
    if (system.isPresent() && former.isPresent() && former.get().isNow(system.get())) {
      former.get().bringBack(transaction);
    }
  }

  private static String text(byte[] content) {
    return ByteOrderMark.skip(new String(content, StandardCharsets.UTF_8));
  }
}
