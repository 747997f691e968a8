package dlkm.kernel;

import dlkm.host.Host;
import dlkm.modname.ModuleName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Who uses a module (spec §6.4). The kernel keeps a count, no names, so this looks for them:
 * dependents in {@code /proc/modules}, open files of all processes and mounts whose device number
 * is one of the module's. A line discipline on a terminal or a socket holds a module too and leaves
 * nothing to find here: the count alone tells. A network interface that is up holds no module.
 */
public final class HolderSearch {

  private static final int DEPTH = 8;

  private HolderSearch() {}

  /** All that can be found, dependents first. */
  public static List<Holder> of(Host host, LoadedModule module) {
    List<Holder> holders = new ArrayList<>();
    for (String dependent : module.dependents()) {
      holders.add(new Holder.Dependent(dependent));
    }
    DeviceNumbers devices = devices(host, module);
    if (!devices.isEmpty()) {
      users(host, devices, holders);
      mounts(host, devices, holders);
    }
    return holders;
  }

  private static DeviceNumbers devices(Host host, LoadedModule module) {
    SortedSet<String> numbers = new TreeSet<>();
    for (DeviceNumbers.Major major : DeviceNumbers.Major.all(host)) {
      if (ModuleName.kernelForm(major.driver()).equals(module.name())) {
        numbers.add(major.kind() + " " + major.number() + ":*");
      }
    }
    driven(module.sysfs().toPath().resolve("drivers"), numbers);
    return new DeviceNumbers(numbers)
        .and(DeviceNumbers.noted(host, module.name()))
        .withPartitions(host);
  }

  /** The numbers of the devices that the module's bus drivers drive. */
  private static void driven(Path drivers, SortedSet<String> to) {
    try (DirectoryStream<Path> each = Files.newDirectoryStream(drivers)) {
      for (Path driver : each) {
        try (DirectoryStream<Path> devices = Files.newDirectoryStream(driver)) {
          for (Path device : devices) {
            if (Files.isSymbolicLink(device) && !device.endsWith("module")) {
              below(device.toRealPath(), to);
            }
          }
        }
      }
    } catch (IOException e) {
      // No driver, or a device that went meanwhile: what was found so far holds.
      return;
    }
  }

  private static void below(Path device, SortedSet<String> to) throws IOException {
    Files.walkFileTree(
        device,
        EnumSet.noneOf(java.nio.file.FileVisitOption.class),
        DEPTH,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (file.endsWith("dev") && attributes.isRegularFile()) {
              Path subsystem = file.resolveSibling("subsystem").toRealPath();
              String kind = subsystem.endsWith("block") ? "b " : "c ";
              to.add(kind + Files.readString(file).strip());
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) {
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static void users(Host host, DeviceNumbers devices, List<Holder> to) {
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(host.path("/proc"))) {
      for (Path process : processes) {
        String name = process.getFileName().toString();
        // This process too has what it was started with; whoever started it is named.
        boolean self = name.equals(String.valueOf(ProcessHandle.current().pid()));
        if (Character.isDigit(name.charAt(0)) && !self) {
          user(process, Long.parseLong(name), devices, to);
        }
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void user(Path process, long pid, DeviceNumbers devices, List<Holder> to) {
    SortedSet<String> open = new TreeSet<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(process.resolve("fd"))) {
      for (Path file : files) {
        if (isOneOf(file, devices)) {
          open.add(Files.readSymbolicLink(file).toString());
        }
      }
    } catch (IOException e) {
      // It ended meanwhile, or is another user's.
      return;
    }
    for (String device : open) {
      to.add(new Holder.User(pid, command(process), device));
    }
  }

  private static boolean isOneOf(Path file, DeviceNumbers devices) {
    try {
      // stat(2) follows the link, also to a device node that is deleted or in another namespace.
      int mode = (int) Files.getAttribute(file, "unix:mode");
      char kind = kind(mode);
      if (kind == '-') {
        return false;
      }
      long number = ((Number) Files.getAttribute(file, "unix:rdev")).longValue();
      return devices.has(kind, major(number), minor(number));
    } catch (IOException e) {
      return false;
    }
  }

  /** stat.h S_IFCHR and S_IFBLK. */
  private static char kind(int mode) {
    return switch (mode & 0xf000) {
      case 0x2000 -> 'c';
      case 0x6000 -> 'b';
      default -> '-';
    };
  }

  /** The layout of glibc's sys/sysmacros.h. */
  private static int major(long number) {
    return (int) (number >>> 8 & 0xfff | number >>> 32 & ~0xfff);
  }

  private static int minor(long number) {
    return (int) (number & 0xff | number >>> 12 & ~0xff);
  }

  private static String command(Path process) {
    try {
      return text(process.resolve("comm")).strip();
    } catch (IOException e) {
      return "?";
    }
  }

  /** Names of processes and directories may have any bytes. */
  private static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }

  /** mountinfo: id parent major:minor root directory ... - type device options (proc(5)). */
  private static void mounts(Host host, DeviceNumbers devices, List<Holder> to) {
    List<String> lines;
    try {
      lines = text(host.path("/proc/self/mountinfo")).lines().toList();
    } catch (IOException e) {
      return;
    }
    for (String line : lines) {
      List<String> words = java.util.Arrays.asList(line.split(" "));
      int colon = words.get(2).indexOf(':');
      int major = Integer.parseInt(words.get(2).substring(0, colon));
      int minor = Integer.parseInt(words.get(2).substring(colon + 1));
      if (devices.has('b', major, minor)) {
        to.add(new Holder.Mount(words.get(4), words.get(words.indexOf("-") + 2)));
      }
    }
  }
}
