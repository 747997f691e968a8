package dlkm.modtree;

import dlkm.compress.Compression;
import dlkm.host.Host;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The features of the machine's kmod, which decide the output of its {@code depmod}. They are read
 * from the program's file (version string, names of index files), so the kmod of an image is not
 * run.
 *
 * @param gzip whether it reads modules compressed so; likewise {@code xz} and {@code zstd}
 * @param weakdep whether it writes {@code modules.weakdep}
 */
public record Kmod(boolean gzip, boolean xz, boolean zstd, boolean weakdep) {

  private static final List<String> PROGRAMS =
      List.of("/usr/bin/kmod", "/bin/kmod", "/sbin/kmod", "/usr/sbin/depmod", "/sbin/depmod");

  /** The newest kmod with all that it may be built with. */
  private static final Kmod LATEST = new Kmod(true, true, true, true);

  /** The program; that of this machine for a root that has none. */
  public static Optional<Path> program(Host host) {
    for (String name : PROGRAMS) {
      Path program = host.path(name);
      if (Files.isRegularFile(program)) {
        return Optional.of(program);
      }
    }
    for (String name : PROGRAMS) {
      if (Files.isRegularFile(Path.of(name))) {
        return Optional.of(Path.of(name));
      }
    }
    return Optional.empty();
  }

  /** The features of a program; those of the newest one where there is none. */
  public static Kmod read(Optional<Path> program) {
    if (program.isEmpty()) {
      return LATEST;
    }
    try {
      byte[] content = Files.readAllBytes(program.get());
      String text = new String(content, StandardCharsets.ISO_8859_1);
      if (!text.contains("modules.softdep")) {
        return LATEST; // another program by that name, or a script
      }
      return new Kmod(
          !text.contains("-ZLIB"),
          !text.contains("-XZ"),
          !text.contains("-ZSTD"),
          text.contains("modules.weakdep"));
    } catch (IOException e) {
      return LATEST;
    }
  }

  /** Whether a file's name is that of a module: {@code .ko} alone is none. */
  public boolean isModule(String name) {
    return ends(name, ".ko")
        || gzip && ends(name, ".ko.gz")
        || xz && ends(name, ".ko.xz")
        || zstd && ends(name, ".ko.zst");
  }

  /** Whether the index can have a file or directory of the name: it has a line for each file. */
  static boolean isIndexable(String name) {
    for (int i = 0; i < name.length(); i++) {
      if (name.charAt(i) < ' ') {
        return false;
      }
    }
    return true;
  }

  /** Whether it is one to the kernel's build but not to this kmod. */
  public boolean isForeign(String name) {
    return !isModule(name) && LATEST.isModule(name);
  }

  boolean reads(Compression how) {
    return switch (how) {
      case GZIP -> gzip;
      case XZ -> xz;
      case ZSTD -> zstd;
      case LZ4, LZ4_LEGACY, BZIP2, LZMA, LZOP -> false;
    };
  }

  private static boolean ends(String name, String ending) {
    return name.length() > ending.length() && name.endsWith(ending);
  }

  int bits() {
    return (gzip ? 1 : 0) | (xz ? 2 : 0) | (zstd ? 4 : 0) | (weakdep ? 8 : 0);
  }

  static Kmod ofBits(int bits) {
    return new Kmod((bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0, (bits & 8) != 0);
  }
}
