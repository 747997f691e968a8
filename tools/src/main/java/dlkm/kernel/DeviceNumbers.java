package dlkm.kernel;

import dlkm.host.AtomicFiles;
import dlkm.host.Host;
import dlkm.host.Layout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The device numbers that exist at one moment, or belong to one module: {@code c 10:61} for a
 * device, {@code c 240:*} for a whole major. The kernel doesn't say which module a device is of, so
 * what comes with a load is noted in {@link Layout#devices}, a line each.
 */
record DeviceNumbers(SortedSet<String> numbers) {

  private static final String ANY = ":*";

  DeviceNumbers {
    numbers = new TreeSet<>(numbers);
  }

  /** All that exist now. */
  static DeviceNumbers now(Host host) {
    SortedSet<String> numbers = new TreeSet<>();
    entries(host.path("/sys/dev/char"), "c ", numbers);
    entries(host.path("/sys/dev/block"), "b ", numbers);
    for (Major major : Major.all(host)) {
      numbers.add(major.kind() + " " + major.number() + ANY);
    }
    return new DeviceNumbers(numbers);
  }

  private static void entries(Path directory, String kind, SortedSet<String> to) {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      for (Path entry : entries) {
        to.add(kind + entry.getFileName());
      }
    } catch (IOException | DirectoryIteratorException e) {
      // A kernel without sysfs has no devices to tell about.
      return;
    }
  }

  /** Those that are here and were not there. */
  DeviceNumbers since(DeviceNumbers before) {
    SortedSet<String> fresh = new TreeSet<>(numbers);
    fresh.removeAll(before.numbers);
    return new DeviceNumbers(fresh);
  }

  DeviceNumbers and(DeviceNumbers others) {
    SortedSet<String> all = new TreeSet<>(numbers);
    all.addAll(others.numbers);
    return new DeviceNumbers(all);
  }

  /** Adds the partitions of disks among them, whose numbers may be of another major. */
  DeviceNumbers withPartitions(Host host) {
    SortedSet<String> all = new TreeSet<>(numbers);
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(host.path("/sys/dev/block"))) {
      for (Path entry : entries) {
        if (isPartition(entry)) {
          all.add("b " + entry.getFileName());
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      // A kernel without sysfs, or a disk that went meanwhile: what was found so far holds.
      return new DeviceNumbers(all);
    }
    return new DeviceNumbers(all);
  }

  /** The directory of a partition is in that of its disk. */
  private boolean isPartition(Path entry) throws IOException {
    Path disk = entry.toRealPath().resolveSibling("dev");
    if (!Files.isRegularFile(disk)) {
      return false;
    }
    String number = Files.readString(disk).strip();
    int colon = number.indexOf(':');
    int major = Integer.parseInt(number.substring(0, colon));
    return has('b', major, Integer.parseInt(number.substring(colon + 1)));
  }

  /** Whether a device of that kind, {@code c} or {@code b}, is among them. */
  boolean has(char kind, int major, int minor) {
    String start = kind + " " + major;
    return numbers.contains(start + ANY) || numbers.contains(start + ":" + minor);
  }

  boolean hasMajor(char kind, int major) {
    return numbers.contains(kind + " " + major + ANY);
  }

  boolean isEmpty() {
    return numbers.isEmpty();
  }

  /** Those noted when the module was loaded. */
  static DeviceNumbers noted(Host host, String module) {
    try {
      return new DeviceNumbers(new TreeSet<>(Files.readAllLines(file(host, module))));
    } catch (IOException e) {
      return new DeviceNumbers(new TreeSet<>());
    }
  }

  /** Writes them down for {@link #noted}; a machine that can't keep the note goes on without. */
  void note(Host host, String module) {
    try {
      AtomicFiles.write(file(host, module), String.join("\n", numbers) + "\n");
    } catch (IOException e) {
      return;
    }
  }

  static void forget(Host host, String module) {
    try {
      Files.deleteIfExists(file(host, module));
    } catch (IOException e) {
      return;
    }
  }

  private static Path file(Host host, String module) {
    return host.path(Layout.devices(module));
  }

  /**
   * A major number that a driver has, from {@code /proc/devices}.
   *
   * @param kind {@code c} or {@code b}
   */
  record Major(char kind, int number, String driver) {

    private static final Pattern ENTRY = Pattern.compile("\\s*(\\d{1,9}) (.*)");

    static List<Major> all(Host host) {
      List<Major> majors = new ArrayList<>();
      char kind = 'c';
      for (String line : lines(host.path("/proc/devices"))) {
        Matcher entry = ENTRY.matcher(line);
        if (line.startsWith("Block")) {
          kind = 'b';
        } else if (entry.matches()) {
          majors.add(new Major(kind, Integer.parseInt(entry.group(1)), entry.group(2)));
        }
      }
      return majors;
    }

    private static List<String> lines(Path file) {
      try {
        // A driver may choose any bytes for its name.
        return Files.readAllLines(file, StandardCharsets.ISO_8859_1);
      } catch (NoSuchFileException e) {
        return List.of();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
