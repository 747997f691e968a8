package dlkm.kbuild;

import dlkm.declaration.ModuleType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The aliases by which the kernel's own loader finds a wrapped module when its device is opened or
 * it is pushed (spec §6.5).
 */
final class LoadOnAccessAliases {

  private LoadOnAccessAliases() {}

  /** All of them. */
  static List<String> of(WrapperSpec spec) {
    List<String> aliases = new ArrayList<>();
    if (spec.type() == ModuleType.STREAMS_MOD) {
      aliases.add("tty-ldisc-" + spec.lineDisciplineNumber());
    }
    if (drives(spec) && spec.charMajor() >= 0) {
      aliases.add("char-major-" + spec.charMajor() + "-*");
      // The device node that is there before the module is: kmod wants its number in full.
      aliases.add("char-major-" + spec.charMajor() + "-0");
      aliases.add("devname:" + spec.module());
    }
    if (drives(spec) && spec.blockMajor() >= 0) {
      aliases.add("block-major-" + spec.blockMajor() + "-*");
    }
    for (String device : spec.devices()) {
      if (!isPciEntry(spec, device)) {
        aliases.add(alias(device));
      }
    }
    return aliases;
  }

  private static boolean drives(WrapperSpec spec) {
    return switch (spec.type()) {
      case WSIO_CLASS, WSIO_INTFC, STREAMS_DRV -> true;
      case STREAMS_MOD, MISC -> false;
    };
  }

  /** The entries of the table of cards that an interface driver attaches. */
  static List<String> pciIds(WrapperSpec spec) {
    return spec.devices().stream()
        .filter(device -> isPciEntry(spec, device))
        .map(device -> device.substring("pci ".length()).strip().split(":", 2))
        .map(id -> "\t{ PCI_DEVICE(0x" + id[0] + ", 0x" + id[1] + ") },")
        .toList();
  }

  /** Only an interface driver attaches cards; for others a device is a reason to load them. */
  private static boolean isPciEntry(WrapperSpec spec, String device) {
    return spec.type() == ModuleType.WSIO_INTFC && device.startsWith("pci ");
  }

  /** The modalias pattern of a device; one that names no bus is a pattern already. */
  private static String alias(String device) {
    int blank = device.indexOf(' ');
    if (blank < 0) {
      return device;
    }
    String id = device.substring(blank + 1).strip();
    return switch (device.substring(0, blank)) {
      case "pci" -> "pci:v0000" + half(id, 0) + "d0000" + half(id, 1) + "sv*sd*bc*sc*i*";
      case "usb" -> "usb:v" + half(id, 0) + "p" + half(id, 1) + "d*dc*dsc*dp*ic*isc*ip*in*";
      case "of" -> "of:N*T*C" + id + "*";
      case "acpi" -> "acpi*:" + id + ":*";
      default -> device.substring(0, blank) + ":" + id;
    };
  }

  private static String half(String id, int which) {
    return id.toUpperCase(Locale.ROOT).split(":", 2)[which];
  }
}
