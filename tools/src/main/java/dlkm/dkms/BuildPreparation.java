package dlkm.dkms;

import dlkm.kbuild.ImageSigner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What is looked for once for each kernel of a command: its headers, who signs, its compiler, and
 * the administrator's variables.
 */
final class BuildPreparation {

  private final Map<KernelTarget, ImageSigner> signers = new HashMap<>();
  private final Set<KernelTarget> prepared = new HashSet<>();
  private final Map<KernelTarget, Map<String, String>> environments = new HashMap<>();
  private final Map<KernelTarget, Map<String, String>> programs = new HashMap<>();

  /** Looks who signs where DKMS tells that before anything else of a build. */
  void begin(DkmsSession session, KernelTarget kernel) {
    if (!session.output().dialect().looksBeforeBuild()) {
      signers.put(kernel, new PackageSigning(session, kernel).signer());
    }
  }

  /**
   * Looks for them, and tells of it where DKMS does.
   *
   * @return who signs
   * @throws DkmsException when there are no headers
   */
  ImageSigner of(DkmsSession session, KernelTarget kernel) {
    if (prepared.add(kernel)) {
      requireHeaders(session, kernel);
      if (session.output().dialect().looksBeforeBuild()) {
        signers.put(kernel, new PackageSigning(session, kernel).signer());
        session.output().say("");
      }
    }
    return signers.computeIfAbsent(
        kernel, _ -> new PackageSigning(session.silent(), kernel).signer());
  }

  /**
   * The administrator's variables for the programs of builds.
   *
   * @throws DkmsException when their file comes to no regular end (8)
   */
  Map<String, String> environment(DkmsSession session, KernelTarget kernel) {
    return environments.computeIfAbsent(kernel, _ -> BuildEnvironment.read(session, kernel));
  }

  /** The same for the package's own programs, which know the kernel's compiler too. */
  Map<String, String> programs(DkmsSession session, KernelTarget kernel) {
    return programs.computeIfAbsent(
        kernel, _ -> with(CompilerVariables.of(session, kernel), session, kernel));
  }

  /**
   * The same for those of a master file, which is one for all kernels: the build itself puts the
   * compiler in, unless the command line names where it stands.
   */
  Map<String, String> ofMaster(DkmsSession session, KernelTarget kernel) {
    return session.request().kernelConfig().isPresent()
        ? programs(session, kernel)
        : with(CompilerVariables.ofBuild(session), session, kernel);
  }

  private Map<String, String> with(
      Map<String, String> compiler, DkmsSession session, KernelTarget kernel) {
    Map<String, String> all = new TreeMap<>(compiler);
    all.putAll(environment(session, kernel));
    return all;
  }

  private static void requireHeaders(DkmsSession session, KernelTarget kernel) {
    String release = kernel.release();
    Optional<Path> other = session.host().foreign();
    if (session.request().kernelSource().isPresent()
        && other.isPresent()
        && Files.exists(other.get().resolve("include"))
        && !session.host().headers(release, "").startsWith(other.get())) {
      throw new DkmsException(
          session.output().dialect().noHeaders(),
          "The kernel headers in " + other.get() + " are not those of kernel " + release + ".",
          "Name the kernel that they belong to with -k: no other kernel loads what they build.");
    }
    if (isMissing(session, release)) {
      throw new DkmsException(
          session.output().dialect().noHeaders(),
          "Your kernel headers for kernel "
              + release
              + " cannot be found at /lib/modules/"
              + release
              + "/build or /lib/modules/"
              + release
              + "/source.",
          "Please install the linux-headers-"
              + release
              + " package or use the --kernelsourcedir option to tell DKMS where it's located.");
    }
  }

  /** Headers that the command line names are looked for there only. */
  private static boolean isMissing(DkmsSession session, String release) {
    Optional<Path> other = session.host().foreign();
    return session.request().kernelSource().isPresent() && other.isPresent()
        ? !Files.exists(other.get().resolve("include"))
        : !Files.exists(session.host().headers(release, "include"));
  }
}
