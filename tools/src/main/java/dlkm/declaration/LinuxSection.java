package dlkm.declaration;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The {@code $LINUX} section of a master file: what Linux has to know of a module and HP-UX has no
 * keyword for. The one extension of the language.
 *
 * @param licence one of the words that the kernel takes for {@code MODULE_LICENSE}
 * @param moduleVersion the module's own version
 * @param makeTarget what to make in a native tree instead of {@code modules}
 * @param makeVariables {@code NAME=VALUE} each, for the make of a native tree
 * @param treeCommands commands of a native tree's own
 * @param conditions the kernels that the module is for
 * @param firmware files below {@code /lib/firmware} that the module asks for
 * @param devices the devices that it drives: {@code pci 1234:11e8}, {@code usb 1234:11e8}, {@code
 *     platform NAME}, {@code of COMPATIBLE}, {@code acpi ID}, or a modalias pattern, which has no
 *     blank
 * @param lineDiscipline the number that a STREAMS module takes as a tty line discipline
 * @param writable the tunables that can be changed while the module is loaded
 * @param constraints of the values of tunables
 * @param strip whether the image is built without debugging sections
 * @param managedBy the tool that decides when the module is built and registered: what does so for
 *     all modules leaves it out
 */
public record LinuxSection(
    Optional<String> licence,
    Optional<String> author,
    Optional<String> description,
    Optional<String> moduleVersion,
    Optional<String> makeTarget,
    List<String> makeVariables,
    TreeCommands treeCommands,
    Conditions conditions,
    List<String> firmware,
    List<String> devices,
    OptionalInt lineDiscipline,
    Set<String> writable,
    TunableConstraints constraints,
    boolean strip,
    Optional<String> managedBy) {

  /** N_DEVELOPMENT, the number the kernel keeps for line disciplines that have none. */
  public static final int DEFAULT_LINE_DISCIPLINE = 29;

  /** The facts of a master file without {@code $LINUX}. */
  public static final LinuxSection NONE =
      new LinuxSection(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          List.of(),
          TreeCommands.NONE,
          Conditions.NONE,
          List.of(),
          List.of(),
          OptionalInt.empty(),
          Set.of(),
          TunableConstraints.NONE,
          true,
          Optional.empty());

  public LinuxSection {
    makeVariables = List.copyOf(makeVariables);
    firmware = List.copyOf(firmware);
    devices = List.copyOf(devices);
    writable = Collections.unmodifiableSet(new LinkedHashSet<>(writable));
  }
}
