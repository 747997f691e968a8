package dlkm.boot;

import dlkm.compress.Compression;
import dlkm.compress.DecompressorProcess;
import dlkm.host.Layout;
import dlkm.host.Sha256;
import dlkm.modname.ModuleName;
import dlkm.problem.ProblemException;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.cpio.CpioArchiveEntry;
import org.apache.commons.compress.archivers.cpio.CpioArchiveInputStream;

/**
 * Opens an initramfs that was just built and compares what is in it with the plan: a hook of
 * somebody else's, or a script that runs in another order, must be noticed before the boot.
 */
final class InitramfsCheck {

  private static final String PLAN = "dlkm/early";
  private static final String LAST_KNOWN_GOOD = "dlkm/lkg/early";
  private static final String ORDER = "scripts/init-top/ORDER";

  /** Where dracut looks for what comes before udev, and before the root is mounted. */
  private static final List<String> HOOKS =
      List.of("lib/dracut/hooks/pre-udev/10-dlkm.sh", "lib/dracut/hooks/pre-mount/10-dlkm.sh");

  /** More than the plan or the order can have: what is longer differs before. */
  private static final int LARGEST_TEXT = 1 << 20;

  private final Path file;

  /** Where the kernel's modules are in it, and ours below that. */
  private final String modules;

  private final String images;
  private final Map<String, String> texts = new HashMap<>();

  /** The places of all modules, by their names in the kernel's form. */
  private final Map<String, String> places = new HashMap<>();

  /** The check sums of the images. */
  private final Map<String, String> sums = new HashMap<>();

  private InitramfsCheck(Path file, String release) {
    this.file = file;
    modules = "lib/modules/" + release + "/";
    images = modules + Layout.IMAGES_LINK + "/";
  }

  /**
   * Checks it.
   *
   * @throws ProblemException if it doesn't hold what the plan says, or can't be read
   */
  static void check(Path file, String release, String plan) {
    open(file, release).compare(plan);
  }

  /**
   * Whether it holds what the plan says, and with a plan that is on trial the last-known-good one.
   */
  static boolean carries(Path file, String release, String plan, String good) {
    try {
      InitramfsCheck check = open(file, release);
      check.compare(plan);
      String carried = check.texts.getOrDefault(LAST_KNOWN_GOOD, "");
      return carried.equals(plan.equals(good) ? "" : good);
    } catch (ProblemException e) {
      return false;
    }
  }

  /**
   * Reads it.
   *
   * @throws ProblemException if it can't be read
   */
  static InitramfsCheck open(Path file, String release) {
    InitramfsCheck check = new InitramfsCheck(file, release);
    try {
      check.read();
    } catch (EOFException e) {
      throw check.wrong("is cut off");
    } catch (IOException | IllegalArgumentException e) {
      // The archive's reader has both for what is damaged.
      throw check.wrong("can't be read: " + e.getMessage());
    }
    return check;
  }

  /**
   * Returns what it would load in the place of registered modules.
   *
   * @param registered the check sums of the registered images, by the modules' names in the
   *     kernel's form
   */
  List<String> strangers(Map<String, String> registered) {
    List<String> strangers = new ArrayList<>();
    registered.forEach(
        (name, sum) -> {
          String image = sums.get(images + name + ".ko");
          String other = places.get(name);
          if (image != null && !image.equals(sum)) {
            strangers.add("has another image of " + name + " than the registered one");
          } else if (image == null && other != null) {
            strangers.add("loads " + other + " before the registered " + name);
          }
        });
    return strangers;
  }

  private ProblemException wrong(String what) {
    return new ProblemException(
        file.toString(), what, "see what the hooks in /etc/initramfs-tools do to it");
  }

  /** The archives one after another, as the kernel unpacks them; the main one is compressed. */
  private void read() throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      while (skipPadding(in)) {
        in.mark(8);
        byte[] magic = in.readNBytes(6);
        in.reset();
        if (new String(magic, StandardCharsets.US_ASCII).startsWith("07070")) {
          entries(in);
        } else {
          uncompressed(in);
          return;
        }
      }
    }
  }

  private static boolean skipPadding(InputStream in) throws IOException {
    while (true) {
      in.mark(1);
      int next = in.read();
      if (next < 0) {
        return false;
      }
      if (next != 0) {
        in.reset();
        return true;
      }
    }
  }

  private void uncompressed(InputStream in) throws IOException {
    in.mark(8);
    byte[] magic = in.readNBytes(6);
    in.reset();
    Compression how =
        Compression.of(magic).orElseThrow(() -> wrong("is compressed in a way that isn't known"));
    try (DecompressorProcess process = DecompressorProcess.start(how, in);
        InputStream out = process.output()) {
      entries(out);
      out.transferTo(OutputStream.nullOutputStream());
      process.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private void entries(InputStream in) throws IOException {
    CpioArchiveInputStream archive = new CpioArchiveInputStream(in);
    for (CpioArchiveEntry entry = archive.getNextEntry();
        entry != null;
        entry = archive.getNextEntry()) {
      String name = plain(entry.getName());
      if (name.equals(PLAN)
          || name.equals(LAST_KNOWN_GOOD)
          || name.equals(ORDER)
          || HOOKS.contains(name)) {
        texts.put(name, new String(archive.readNBytes(LARGEST_TEXT), StandardCharsets.UTF_8));
      } else if (name.startsWith(images)) {
        sums.put(name, sum(archive));
      } else if (name.startsWith(modules) && name.contains(".ko")) {
        places.put(ModuleName.ofFile(name), name.substring(modules.length()));
      }
    }
  }

  private static String sum(InputStream image) throws IOException {
    DigestInputStream in = new DigestInputStream(image, Sha256.digest());
    in.transferTo(OutputStream.nullOutputStream());
    return HexFormat.of().formatHex(in.getMessageDigest().digest());
  }

  /** Without what usr-merge, and since dracut 102 the place of its hooks, puts in front. */
  private static String plain(String name) {
    String plain = name.startsWith("./") ? name.substring(2) : name;
    return plain.startsWith("usr/lib/") || plain.startsWith("var/lib/dracut/")
        ? plain.substring(4)
        : plain;
  }

  /**
   * Compares it with a plan.
   *
   * @throws ProblemException if it doesn't hold what the plan says
   */
  void compare(String plan) {
    if (!texts.getOrDefault(PLAN, "").equals(plan)) {
      throw wrong("doesn't have the plan of the BOOT modules");
    }
    for (String line : plan.lines().toList()) {
      String[] words = line.split(" ");
      if (words[0].equals("image")) {
        if (!words[2].equals(sums.get(images + words[1]))) {
          throw wrong("doesn't have the registered image of " + words[1]);
        }
      }
    }
    if (!plan.isEmpty() && !texts.keySet().containsAll(HOOKS)) {
      order(texts.getOrDefault(ORDER, ""));
    }
  }

  private void order(String order) {
    int before = order.indexOf("/scripts/init-top/dlkm");
    int udev = order.indexOf("/scripts/init-top/udev");
    if (before < 0 || udev >= 0 && udev < before) {
      throw wrong("would begin BOOT1 after udev");
    }
  }
}
