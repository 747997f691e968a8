package dlkm.installedkernel;

import dlkm.host.DirectoryNames;
import dlkm.host.Host;
import dlkm.host.Layout;
import dlkm.image.BuildId;
import dlkm.modname.ModuleName;
import dlkm.problem.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A kernel that is installed on the machine, running or not: its modules in {@code /lib/modules},
 * its headers, its identity.
 *
 * @param release as {@code uname -r} prints it
 */
public record InstalledKernel(Host host, String release) {

  private static final String SYMVERS = "Module.symvers";

  private static final String UNKNOWN = "unknown";
  private static final String BOOT = "/boot";

  /** Begins the file name of a kernel; its release follows. */
  private static final String IMAGE = "vmlinuz-";

  /** The releases that have a directory below {@code /lib/modules}. */
  public static List<String> releases(Host host) {
    return DirectoryNames.of(host.path(Layout.MODULES));
  }

  /**
   * The kernel of that release, or the running one.
   *
   * @param release of {@code -K}; absent for the running kernel
   * @throws ProblemException when no such kernel is installed
   */
  public static InstalledKernel find(Host host, Optional<String> release) {
    String wanted = release.isPresent() ? release.get() : host.runningRelease();
    InstalledKernel kernel = new InstalledKernel(host, wanted);
    if (wanted.isEmpty() || wanted.contains("/") || !Files.isDirectory(kernel.modules())) {
      List<String> installed = releases(host);
      throw new ProblemException(
          "kernel '" + wanted + "'",
          "is not installed: there is no " + kernel.modules(),
          installed.isEmpty()
              ? "install one, as linux-image-amd64"
              : "installed are " + String.join(", ", installed));
    }
    return kernel;
  }

  /** {@code /lib/modules/<release>}. */
  public Path modules() {
    return host.path(Layout.MODULES + "/" + release);
  }

  /** The compressed kernel, as a boot loader takes it. */
  public Path image() {
    return host.path(BOOT + "/" + IMAGE + release);
  }

  /** The releases that have a kernel in {@code /boot}, with modules or not. */
  public static List<String> releasesOfImages(Host host) {
    return DirectoryNames.of(host.path(BOOT), IMAGE).stream()
        .map(InstalledKernel::releaseOf)
        .toList();
  }

  /** The release that a kernel's file name stands for; another name is a release itself. */
  public static String releaseOf(String fileName) {
    return fileName.startsWith(IMAGE) ? fileName.substring(IMAGE.length()) : fileName;
  }

  /** The configuration that it was built with. */
  public Path configuration() {
    return host.path("/boot/config-" + release);
  }

  /** Its initramfs, as initramfs-tools and dracut name it on Debian. */
  public Path initramfs() {
    return host.entry("/boot/initrd.img-" + release);
  }

  /** Whether its image and the index of its modules are there: it can be booted. */
  public boolean isComplete() {
    return Files.exists(image()) && Files.exists(modules().resolve("modules.dep"));
  }

  /** The kernels that can be booted, the newest last. */
  public static List<InstalledKernel> complete(Host host) {
    return releases(host).stream()
        .sorted(ReleaseOrder.OLDEST_FIRST)
        .map(release -> new InstalledKernel(host, release))
        .filter(InstalledKernel::isComplete)
        .toList();
  }

  /**
   * The kernel of that release, or the newest, to be booted.
   *
   * @throws ProblemException when it isn't there with all that a boot needs
   */
  public static InstalledKernel findComplete(Host host, Optional<String> release) {
    List<InstalledKernel> installed = complete(host);
    if (installed.isEmpty()) {
      throw new ProblemException(
          host.path("/boot").toString(),
          "holds no kernel whose modules are in " + Layout.MODULES,
          "install a kernel image (Debian: linux-image-amd64)");
    }
    String wanted = release.orElse(installed.getLast().release);
    return installed.stream()
        .filter(kernel -> kernel.release.equals(wanted))
        .findFirst()
        .orElseThrow(
            () ->
                new ProblemException(
                    wanted,
                    "no such kernel is installed",
                    "name one of "
                        + String.join(", ", installed.stream().map(k -> k.release).toList())
                        + " with -K"));
  }

  /** A directory that was named for them and isn't that. */
  private String otherHeaders() {
    return host.foreign()
        .map(named -> ", and DLKM_HEADERS, '" + named + "', has none of this kernel")
        .orElse("");
  }

  /**
   * The directory of the kernel's headers, as kbuild takes it.
   *
   * @throws ProblemException when they are not installed, another kernel's, or not complete
   */
  public Path headers() {
    Path headers = host.headers(release, "");
    if (!Files.exists(host.headers(release, "Makefile"))) {
      throw new ProblemException(
          "kernel " + release,
          "its headers are not installed: there is no " + headers + "/Makefile" + otherHeaders(),
          "install linux-headers-" + release);
    }
    Host.releaseOf(headers).filter(of -> !of.equals(release)).ifPresent(of -> refuse(headers, of));
    Path symvers = host.headers(release, SYMVERS);
    if (isMissingOrEmpty(symvers)
        && KernelConfiguration.ofHeaders(headers).satisfies("CONFIG_MODVERSIONS=y")) {
      throw new ProblemException(
          "kernel " + release,
          "its headers are damaged: "
              + symvers
              + (Files.exists(symvers) ? " is empty" : " is missing")
              + ": the kernel would refuse modules that are built without it",
          "install linux-headers-" + release + " again");
    }
    return headers;
  }

  /** They would make modules that this kernel refuses. */
  private void refuse(Path headers, String of) {
    throw new ProblemException(
        headers.toString(), "has the headers of kernel " + of, "install linux-headers-" + release);
  }

  private static boolean isMissingOrEmpty(Path file) {
    try {
      return Files.size(file) == 0;
    } catch (IOException e) {
      return true;
    }
  }

  /**
   * The same kernel with its headers in another directory.
   *
   * @throws ProblemException when they are none, or another kernel's
   */
  public InstalledKernel withHeaders(Path headers) {
    if (!Host.areOf(headers, release)) {
      throw new ProblemException(
          headers.toString(),
          "holds no headers of kernel " + release,
          "name the directory that /lib/modules/" + release + "/build leads to");
    }
    return new InstalledKernel(host.withHeaders(headers), release);
  }

  /** The symbols that the kernel and its own modules export. */
  public Path symvers() {
    headers();
    return host.headers(release, SYMVERS);
  }

  /** Whether this is the kernel that runs now. */
  public boolean isRunning() {
    return host.isThisMachine() && host.runningRelease().equals(release);
  }

  /**
   * The Kernel ID String: the release and the build id of that very kernel. Two builds of the same
   * release differ in it.
   */
  public String kis() {
    return release + ":" + (isRunning() ? runningBuildId() : imageBuildId());
  }

  /** Whether a KIS doesn't say which build of its release it means. */
  private static boolean isUnknown(String kis) {
    return kis.endsWith(":" + UNKNOWN);
  }

  /** Whether two KIS mean different builds, as far as they say which. */
  public static boolean areOtherBuilds(String one, String other) {
    return !isUnknown(one) && !isUnknown(other) && !one.equals(other);
  }

  /** The KIS of the kernel that the next boot of this release starts, if it is known as another. */
  public Optional<String> otherAtNextBoot() {
    if (!isRunning()) {
      return Optional.empty();
    }
    String next = release + ":" + imageBuildId();
    return Optional.of(next).filter(other -> areOtherBuilds(other, kis()));
  }

  private static String runningBuildId() {
    try {
      return BuildId.ofNotes(Files.readAllBytes(Path.of("/sys/kernel/notes"))).orElse(UNKNOWN);
    } catch (IOException e) {
      return UNKNOWN;
    }
  }

  /** The build id of an image that doesn't run is in the middle of it, compressed. */
  private String imageBuildId() {
    Path image = image();
    if (!Files.isReadable(image)) {
      return UNKNOWN;
    }
    return BuildIdCache.get(host, image).orElse(UNKNOWN);
  }

  /** The modules that are linked into it. */
  public BuiltInModules builtIn() {
    return new BuiltInModules(modules());
  }

  /** Whether the kernel itself, or one of its own modules, is called that. */
  public boolean ownsModule(String kernelName) {
    return builtIn().contains(kernelName) || mentions("modules.order", kernelName);
  }

  private boolean mentions(String file, String kernelName) {
    Path list = modules().resolve(file);
    if (!Files.isReadable(list)) {
      return false;
    }
    try {
      String text = ModuleName.kernelForm(Files.readString(list));
      return text.contains("/" + kernelName + ".ko\n") || text.contains("/" + kernelName + ".o\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
