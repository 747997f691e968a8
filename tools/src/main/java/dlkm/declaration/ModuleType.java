package dlkm.declaration;

import java.util.Optional;

/**
 * The five kinds of module that the kernel maintains in five ways (spec §1, §3.1 {@code $TYPE}).
 */
public enum ModuleType {
  WSIO_CLASS("wsio_class", "WSIO"),
  WSIO_INTFC("wsio_intfc", "WSIO"),
  STREAMS_MOD("streams_mod", "STREAMS"),
  STREAMS_DRV("streams_drv", "STREAMS"),
  MISC("misc", "Misc");

  private final String keyword;
  private final String word;

  ModuleType(String keyword, String word) {
    this.keyword = keyword;
    this.word = word;
  }

  /** The word of the master file and of the registry. */
  public String keyword() {
    return keyword;
  }

  /** The word that {@code kmadmin} shows: WSIO, STREAMS or Misc (spec §4.8). */
  public String word() {
    return word;
  }

  /** The type of that keyword; {@code wsio2_*} of spec §3.1 are the same types. */
  public static Optional<ModuleType> of(String keyword) {
    String wanted = keyword.replace("wsio2_", "wsio_");
    for (ModuleType type : values()) {
      if (type.keyword.equals(wanted)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }
}
