package dlkm.host;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Keeps the record of what transactions change. The journal holds the lines, so that a change that
 * a later command completes is recorded then.
 */
public interface TransactionRecord {

  /** The one that is bound while a command holds the state lock. */
  ScopedValue<TransactionRecord> CURRENT = ScopedValue.newInstance();

  /**
   * A file or directory that changes.
   *
   * @param place its path on the machine, without the root
   * @param before what is there now
   * @param after its new content, prepared aside
   */
  record FileChange(String place, Optional<Path> before, Optional<Path> after) {}

  /** Lines for the journal, without line breaks; called before the first of the files changes. */
  List<String> lines(List<FileChange> changes);

  /** Writes such lines, after the change; a failure is told, not thrown. */
  void write(List<String> lines);
}
