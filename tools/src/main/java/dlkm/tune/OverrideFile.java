package dlkm.tune;

import dlkm.component.TextEdits;
import dlkm.declaration.HpuxSystemFile;
import dlkm.declaration.SystemFile;
import dlkm.declaration.SystemText;
import dlkm.host.Host;
import dlkm.host.Layout;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The file that the planned value of a tunable stands in (spec §4.3): of a module's tunable, the
 * module's system file; of one of the traditional part of the kernel, the HP-UX system file.
 */
sealed interface OverrideFile {

  Path path();

  /** The values in a text of the file, by tunable. */
  Map<String, String> values(String text);

  /** The text with a value set. */
  String with(String text, String tunable, String value);

  /** The text without a value of the tunable, so that its default is followed. */
  String without(String text, String tunable);

  /** That of a module's tunables. */
  static OverrideFile of(Host host, String module) {
    return new OfModule(host.path(Layout.system(module)));
  }

  /**
   * That of tunables that belong to no module.
   *
   * @param hpuxSystem the HP-UX system file
   */
  static OverrideFile traditional(Path hpuxSystem) {
    return new Traditional(hpuxSystem);
  }

  /** The planned value as it stands in the edits so far. */
  default Optional<String> value(TextEdits edits, String tunable) {
    return Optional.ofNullable(values(edits.text(path())).get(tunable));
  }

  /** Plans a value in the edits. */
  default void set(TextEdits edits, String tunable, String value) {
    edits.set(path(), with(edits.text(path()), tunable, value));
  }

  /** Takes the planned value out in the edits. */
  default void reset(TextEdits edits, String tunable) {
    edits.set(path(), without(edits.text(path()), tunable));
  }

  /** A module's system file. */
  record OfModule(Path path) implements OverrideFile {

    @Override
    public Map<String, String> values(String text) {
      return SystemFile.parse(path.toString(), text).tunables();
    }

    @Override
    public String with(String text, String tunable, String value) {
      return SystemText.setTunable(text, tunable, value);
    }

    @Override
    public String without(String text, String tunable) {
      return SystemText.removeTunable(text, tunable);
    }
  }

  /** The HP-UX system file. */
  record Traditional(Path path) implements OverrideFile {

    @Override
    public Map<String, String> values(String text) {
      return HpuxSystemFile.parse(path.toString(), text).tunables();
    }

    @Override
    public String with(String text, String tunable, String value) {
      return HpuxSystemFile.setTunable(text, tunable, value);
    }

    @Override
    public String without(String text, String tunable) {
      return HpuxSystemFile.removeTunable(text, tunable);
    }
  }
}
