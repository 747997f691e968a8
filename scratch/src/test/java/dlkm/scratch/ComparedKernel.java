package dlkm.scratch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A kernel that {@code kmcheck} is compared with: this machine's, or one that {@code
 * scratch/kernel} has fetched, named by the system property {@code dlkm.kernel}.
 *
 * @param root the root of its file system
 */
record ComparedKernel(Path root, String release) {

  private static final Path HERE = Path.of("/");

  /** The one that this run is about. */
  static ComparedKernel chosen() throws Exception {
    String named = System.getProperty("dlkm.kernel", "");
    if (named.isEmpty()) {
      return new ComparedKernel(HERE, Place.release());
    }
    Path root = Place.TOP.resolve(named);
    try (var releases = Files.list(root.resolve("usr/lib/modules"))) {
      return new ComparedKernel(root, releases.findFirst().orElseThrow().getFileName().toString());
    }
  }

  boolean isHere() {
    return root.equals(HERE);
  }

  /** The first two numbers of its release, as {@code 6.12}. */
  String version() {
    return release.replaceFirst("^([0-9]+[.][0-9]+).*", "$1");
  }

  /** Where the tests put modules so that its scratch machine sees them. */
  Path work() {
    return isHere() ? Place.WORK.resolveSibling("kmcheck") : root.resolve("kmcheck");
  }

  Path modules() {
    return root.resolve(isHere() ? "lib/modules" : "usr/lib/modules").resolve(release);
  }

  /** The path of a file in its scratch machine. */
  String inside(Path file) {
    return isHere() ? file.toString() : HERE.resolve(root.relativize(file)).toString();
  }

  /** Options of our tools that name it. */
  List<String> options() {
    List<String> options = new ArrayList<>(List.of("-K", release));
    if (!isHere()) {
      options.addAll(List.of("--root", root.toString()));
    }
    return options;
  }

  /** Builds the modules in a directory below {@link #work} with its own headers and compiler. */
  void make(Path directory) throws Exception {
    List<String> command = new ArrayList<>();
    if (!isHere()) {
      // objtool reads /proc; the mount is gone with the command.
      String script = "mount -t proc proc \"$0/proc\" && exec chroot \"$0\" \"$@\"";
      command.addAll(List.of("unshare", "-m", "sh", "-c", script, root.toString()));
    }
    command.addAll(List.of("make", "-s", "-C", "/lib/modules/" + release + "/build"));
    command.addAll(List.of("M=" + inside(directory), "modules"));
    Ran ran = Ran.command("kmcheck-make", command);
    assertThat(ran.status()).as(ran.output() + ran.messages()).isZero();
  }

  /** The program of its headers that signs modules; this machine's signs for any kernel. */
  static Path headersOfThisMachine() throws Exception {
    return Path.of("/lib/modules", Place.release(), "build");
  }

  /** The content of one of its own modules, unpacked. */
  ModuleBytes own(Path file) throws IOException, InterruptedException {
    if (!file.toString().endsWith(".xz")) {
      return ModuleBytes.read(file);
    }
    Path plain = Place.log("kmcheck-unpacked.ko");
    Ran ran =
        Ran.command(
            "kmcheck-unpack",
            List.of("sh", "-c", "xz -dc \"$1\" >\"$2\"", "sh", file.toString(), plain.toString()));
    assertThat(ran.status()).as(ran.messages()).isZero();
    return ModuleBytes.read(plain);
  }
}
