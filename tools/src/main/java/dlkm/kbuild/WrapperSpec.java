package dlkm.kbuild;

import dlkm.declaration.LinuxSection;
import dlkm.declaration.ModuleType;
import dlkm.declaration.TunableContent;
import dlkm.expression.CType;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * All that the generated C of one wrapped module depends on: the facts of its master file and the
 * planned values of its system file. A record of its own, so that the generator knows neither the
 * configuration language nor the machine.
 *
 * @param hasOwnVersion whether the sources have a {@code MODULE_VERSION}, and the master file none
 * @param className field 3 of {@code $TYPE}, for example {@code pseudo}
 * @param blockMajor the block major of {@code $DRIVER_INSTALL}, -1 = dynamic
 * @param charMajor the character major of {@code $DRIVER_INSTALL}, -1 = dynamic
 * @param licence what {@code MODULE_LICENSE} gets; the glue of every type but misc uses GPL-only
 *     services, so that a licence the kernel doesn't count as GPL fails in modpost
 * @param devices devices the module serves, as {@code $LINUX} writes them: {@code pci 1234:11e8},
 *     {@code usb 1234:5678}, {@code platform NAME}, or a modalias pattern as it is
 * @param lineDiscipline the number of a STREAMS module's line discipline, 29 when absent
 * @param sources the names of the module's own {@code .c} files
 * @param isStatic whether it is to be part of the static kernel: its wrapper is ignored, and its
 *     {@code _install} is called (spec §7.1)
 * @param shipsSpaceHeader whether the module has a {@code space.h} of its own
 * @param includeDirectory the directory of {@code sys/moddefs.h}
 */
record WrapperSpec(
    String module,
    String version,
    boolean hasOwnVersion,
    ModuleType type,
    Optional<String> className,
    int blockMajor,
    int charMajor,
    List<Tunable> tunables,
    String licence,
    Optional<String> author,
    Optional<String> description,
    List<String> firmware,
    List<String> devices,
    OptionalInt lineDiscipline,
    List<String> sources,
    boolean isStatic,
    boolean shipsSpaceHeader,
    String includeDirectory) {

  WrapperSpec {
    tunables = List.copyOf(tunables);
    firmware = List.copyOf(firmware);
    devices = List.copyOf(devices);
    sources = List.copyOf(sources);
  }

  /** Whether others call the module by stubs. */
  boolean hasStubs() {
    return sources.contains(StubSource.FILE);
  }

  /** The number of a STREAMS module's line discipline. */
  int lineDisciplineNumber() {
    return lineDiscipline.orElse(LinuxSection.DEFAULT_LINE_DISCIPLINE);
  }

  /**
   * A tunable with its planned value.
   *
   * @param value a number, or a text
   * @param type of the variable for a number; absent for a text
   * @param written the formula that gives the value, for people
   * @param writable whether the value may be changed while the module is loaded
   */
  record Tunable(
      String name, TunableContent value, Optional<CType> type, String written, boolean writable) {

    /**
     * The macro that holds the planned value: the name in capitals, so that {@code dlclass_bufsz}
     * is {@code DLCLASS_BUFSZ}.
     */
    String macro() {
      return name.toUpperCase(Locale.ROOT);
    }

    /** The global variable: the name, but in small letters when it is all capitals already. */
    String variable() {
      return name.equals(macro()) ? name.toLowerCase(Locale.ROOT) : name;
    }

    /** The variable's C type, before its name. */
    String cType() {
      return type.map(t -> t.words() + " ").orElse("char *");
    }

    /** The kind that {@code module_param} calls this C type. */
    String parameterType() {
      return switch (type.orElse(CType.BOOL)) {
        case INT -> "int";
        case LONG -> "long";
        case UNSIGNED_LONG -> "ulong";
        default -> "charp";
      };
    }
  }
}
