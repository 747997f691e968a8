package dlkm.changelog;

import dlkm.modname.ModuleName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What entries of the change log shall be (spec §9.6): all of these.
 *
 * @param kind {@code -t}
 * @param configuration {@code -c}: of a saved configuration
 * @param name {@code -n}: of a module, where {@code -} and {@code _} are the same, or of another
 *     thing
 * @param text {@code -f}: somewhere in the entry
 * @param since not earlier
 * @param until earlier
 */
public record Search(
    Optional<Changed.Kind> kind,
    Optional<String> configuration,
    Optional<String> name,
    Optional<String> text,
    Optional<Instant> since,
    Optional<Instant> until) {

  /** The last entries that match, oldest first. */
  public List<Entry> last(List<Entry> entries, int count) {
    List<Entry> found = entries.stream().filter(this::matches).toList();
    return found.subList(Math.max(0, found.size() - count), found.size());
  }

  boolean matches(Entry entry) {
    Changed change = entry.change();
    return kind.map(wanted -> change.kind() == wanted).orElse(true)
        && configuration.map(wanted -> isOf(change, wanted)).orElse(true)
        && name.map(wanted -> isNamed(change, wanted)).orElse(true)
        && text.map(wanted -> contains(entry, wanted)).orElse(true)
        && since.map(time -> !entry.time().isBefore(time)).orElse(true)
        && until.map(time -> entry.time().isBefore(time)).orElse(true);
  }

  private static boolean isOf(Changed change, String configuration) {
    return change.kind() == Changed.Kind.CONFIGURATION && change.name().equals(configuration);
  }

  private static boolean isNamed(Changed change, String wanted) {
    return change.name().equals(wanted)
        || change.kind() == Changed.Kind.MODULE && ModuleName.isSame(change.name(), wanted);
  }

  private static boolean contains(Entry entry, String wanted) {
    Changed change = entry.change();
    return Stream.of(
            change.name(),
            change.what(),
            change.from(),
            change.to(),
            change.kernel(),
            change.outcome(),
            entry.by().user(),
            entry.by().command(),
            entry.by().comment())
        .anyMatch(field -> field.contains(wanted));
  }
}
