package dlkm.boot;

import dlkm.compress.Compression;
import dlkm.compress.DecompressorProcess;
import dlkm.host.Layout;
import dlkm.host.Sha256;
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
  private static final String ORDER = "scripts/init-top/ORDER";

  /** Where dracut looks for what comes before udev, and before the root is mounted. */
  private static final List<String> HOOKS =
      List.of("lib/dracut/hooks/pre-udev/10-dlkm.sh", "lib/dracut/hooks/pre-mount/10-dlkm.sh");

  /** More than the plan or the order can have: what is longer differs before. */
  private static final int LARGEST_TEXT = 1 << 20;

  private final Path file;
  private final Map<String, String> texts = new HashMap<>();

  /** The check sums of the images. */
  private final Map<String, String> sums = new HashMap<>();

  private InitramfsCheck(Path file) {
    this.file = file;
  }

  /**
   * Checks it.
   *
   * @throws ProblemException if it doesn't hold what the plan says, or can't be read
   */
  static void check(Path file, String release, String plan) {
    InitramfsCheck check = new InitramfsCheck(file);
    String images = "lib/modules/" + release + "/" + Layout.IMAGES_LINK + "/";
    try {
      check.read(images);
    } catch (EOFException e) {
      throw check.wrong("is cut off");
    } catch (IOException | IllegalArgumentException e) {
      // The archive's reader has both for what is damaged.
      throw check.wrong("can't be read: " + e.getMessage());
    }
    check.compare(images, plan);
  }

  private ProblemException wrong(String what) {
    return new ProblemException(
        file.toString(), what, "see what the hooks in /etc/initramfs-tools do to it");
  }

  /** The archives one after another, as the kernel unpacks them; the main one is compressed. */
  private void read(String images) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      while (skipPadding(in)) {
        in.mark(8);
        byte[] magic = in.readNBytes(6);
        in.reset();
        if (new String(magic, StandardCharsets.US_ASCII).startsWith("07070")) {
          entries(in, images);
        } else {
          uncompressed(in, images);
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

  private void uncompressed(InputStream in, String images) throws IOException {
    in.mark(8);
    byte[] magic = in.readNBytes(6);
    in.reset();
    Compression how =
        Compression.of(magic).orElseThrow(() -> wrong("is compressed in a way that isn't known"));
    try (DecompressorProcess process = DecompressorProcess.start(how, in);
        InputStream out = process.output()) {
      entries(out, images);
      out.transferTo(OutputStream.nullOutputStream());
      process.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private void entries(InputStream in, String images) throws IOException {
    CpioArchiveInputStream archive = new CpioArchiveInputStream(in);
    for (CpioArchiveEntry entry = archive.getNextEntry();
        entry != null;
        entry = archive.getNextEntry()) {
      String name = plain(entry.getName());
      if (name.equals(PLAN) || name.equals(ORDER) || HOOKS.contains(name)) {
        texts.put(name, new String(archive.readNBytes(LARGEST_TEXT), StandardCharsets.UTF_8));
      } else if (name.startsWith(images)) {
        sums.put(name, sum(archive));
      }
    }
  }

  private static String sum(InputStream image) throws IOException {
    DigestInputStream in = new DigestInputStream(image, Sha256.digest());
    in.transferTo(OutputStream.nullOutputStream());
    return HexFormat.of().formatHex(in.getMessageDigest().digest());
  }

  /** Without what usr-merge puts in front. */
  private static String plain(String name) {
    String plain = name.startsWith("./") ? name.substring(2) : name;
    return plain.startsWith("usr/lib/") ? plain.substring(4) : plain;
  }

  private void compare(String images, String plan) {
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
