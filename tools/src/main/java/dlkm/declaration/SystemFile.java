package dlkm.declaration;

import dlkm.problem.Where;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A module's system file: what its administrator plans (spec §3.2).
 *
 * @param path the file as the user knows it
 * @param version of the format, 1 or 2
 * @param configure whether the module takes part in the next build; absent is no
 * @param loadable dynamic or static; absent is static
 * @param loadPhase the planned loading phase; absent is AUTO
 * @param cause why it is planned so; absent where nobody changed the plan
 * @param prefer whether the module shall have its devices and not other modules that claim them;
 *     absent where nobody has decided that
 * @param tunables overrides of the master file's defaults, in the file's order
 * @param places the line of each keyword and of each tunable
 */
public record SystemFile(
    String path,
    int version,
    Optional<Boolean> configure,
    Optional<Boolean> loadable,
    Optional<Phase> loadPhase,
    Optional<StateCause> cause,
    Optional<Boolean> prefer,
    Map<String, String> tunables,
    Map<String, Where> places) {

  /** The keyword of {@link #prefer}. */
  public static final String PREFER = "$PREFER";

  public SystemFile {
    tunables = Collections.unmodifiableMap(new LinkedHashMap<>(tunables));
    places = Map.copyOf(places);
  }

  /**
   * Reads a module's system file.
   *
   * @param path the file as the user knows it
   * @throws dlkm.problem.ProblemException with all that is wrong, each with its line
   */
  public static SystemFile parse(String path, String text) {
    return SystemParser.parse(path, text);
  }

  /** The file's text, without comments; parsed again it gives the same facts. */
  public String text() {
    StringBuilder text = new StringBuilder("$VERSION " + version + "\n");
    configure.ifPresent(yes -> text.append("$CONFIGURE ").append(yes ? "Y\n" : "N\n"));
    loadable.ifPresent(yes -> text.append("$LOADABLE ").append(yes ? "Y\n" : "N\n"));
    loadPhase.ifPresent(phase -> text.append("$LOADPHASE ").append(phase.letter()).append('\n'));
    cause.ifPresent(why -> text.append("$CAUSE ").append(why.word()).append('\n'));
    prefer.ifPresent(yes -> text.append(PREFER).append(yes ? " Y\n" : " N\n"));
    text.append("$TUNABLE\n");
    tunables.forEach((name, value) -> text.append(name).append(' ').append(value).append('\n'));
    return text.toString();
  }

  /** The line of a keyword or a tunable; the file's first line when it is not there. */
  public Where where(String keyword) {
    return places.getOrDefault(keyword, new Where(path, 1));
  }

  /** The planned loading phase (spec §3.2, §5.1). */
  public Phase plannedPhase() {
    return loadPhase.orElse(PhaseRules.PLANNED_BY_DEFAULT);
  }

  /** Planned to take part in the next build (spec §3.2). */
  public boolean isConfigured() {
    return configure.orElse(false);
  }

  /** Planned to be configured and loadable: what {@code config} builds. */
  public boolean isPlannedDynamic() {
    return isConfigured() && isDynamic();
  }

  /** Planned to be configured and part of the kernel. */
  public boolean isPlannedStatic() {
    return isConfigured() && !isDynamic();
  }

  /** The same of a module that is linked statically, whatever is planned. */
  public SystemFile asStatic() {
    return new SystemFile(
        path,
        version,
        configure,
        loadable.map(_ -> false),
        loadPhase,
        cause,
        prefer,
        tunables,
        places);
  }

  /** Planned to have its devices, and not other modules that claim them. */
  public boolean isPreferred() {
    return prefer.orElse(false);
  }

  /** Planned to be loaded dynamically (spec §3.2). */
  public boolean isDynamic() {
    return loadable.orElse(false);
  }
}
