package dlkm.kernel;

import dlkm.host.Host;
import dlkm.modname.ModuleName;
import java.util.OptionalInt;

/** The major numbers that a loaded module has now, also where they were given out dynamically. */
public record Majors(OptionalInt block, OptionalInt character) {

  /** No device of its own. */
  public static final Majors NONE = new Majors(OptionalInt.empty(), OptionalInt.empty());

  /** Those under the module's name, and those that came when it was loaded. */
  public static Majors of(Host host, LoadedModule module) {
    DeviceNumbers noted = DeviceNumbers.noted(host, module.name());
    Majors found = NONE;
    for (DeviceNumbers.Major major : DeviceNumbers.Major.all(host)) {
      boolean named = ModuleName.kernelForm(major.driver()).equals(module.name());
      if (named || noted.hasMajor(major.kind(), major.number())) {
        found = found.with(major);
      }
    }
    return found;
  }

  private Majors with(DeviceNumbers.Major major) {
    OptionalInt number = OptionalInt.of(major.number());
    return major.kind() == 'b' ? new Majors(number, character) : new Majors(block, number);
  }
}
