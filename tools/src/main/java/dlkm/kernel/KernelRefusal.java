package dlkm.kernel;

import dlkm.problem.Problem;

/**
 * How a refusal of the kernel is told: every command that loads or unloads words it here. The
 * errors that HP-UX's {@code modload} has (spec §4.11), and who says them on Linux:
 *
 * <table>
 * <caption>Errors of loading</caption>
 * <tr><th>HP-UX</th><th>Linux</th><th>said by</th></tr>
 * <tr><td>ENOREG</td><td>none</td><td>{@code load/LoadRule}, before the kernel is asked</td></tr>
 * <tr><td>ENOENT</td><td>none</td><td>{@code load/DemandLoad}: the image is missing</td></tr>
 * <tr><td>EACCES</td><td>EACCES</td><td>the kernel: the file may not be read</td></tr>
 * <tr><td>EPERM</td><td>EPERM</td><td>the kernel: not root, or locked down</td></tr>
 * <tr><td>EINVAL, not prepared</td><td>EINVAL, ENOEXEC</td><td>the kernel, of the file</td></tr>
 * <tr><td>EINVAL, dependencies</td><td>none</td><td>{@code update/RegistrationCheck}, when it is
 * registered; {@code load/DemandLoad}, with why the dependency isn't loaded</td></tr>
 * <tr><td>ERELOC, relocation</td><td>ENOEXEC</td><td>the kernel</td></tr>
 * <tr><td>ERELOC, undefined symbol</td><td>ENOENT</td><td>{@code update/LoaderCheck}, when it is
 * registered; the kernel</td></tr>
 * <tr><td>ERELOC, undeclared module</td><td>none</td><td>{@code kbuild/BuildFailure} and
 * {@code kbuild/UndeclaredSymbols}, when it is built</td></tr>
 * <tr><td>EBADVER</td><td>EPROTO</td><td>the module itself: {@code main/c/dlkm/loadable.c}</td></tr>
 * <tr><td>ENAMETOOLONG</td><td>none</td><td>{@code modname/ModuleName}, when it is installed</td></tr>
 * <tr><td>ENOSYS</td><td>ENOSYS</td><td>{@code kernel/Loader}, or the kernel</td></tr>
 * </table>
 *
 * <p>Any other number is what the module's own initialisation answered.
 */
public final class KernelRefusal {

  private KernelRefusal() {}

  /** Why a module is not loaded: {@code what}, the error, its meaning, the kernel's own words. */
  public static Problem loading(String module, String what, Outcome.Refused refused) {
    return problem(module, what + ": " + loadError(refused), "dmesg may say more", refused);
  }

  /** Why a module is not unloaded: {@code what}, the error, the kernel's own words. */
  public static Problem unloading(String module, String what, Outcome.Refused refused) {
    return problem(module, what + ": " + refused.errnoName(), "dmesg may say more", refused);
  }

  /** The same where the reason is known: the error number says nothing more. */
  public static Problem because(String module, String reason, Outcome.Refused refused) {
    return problem(module, reason, "", refused);
  }

  private static Problem problem(
      String module, String what, String silent, Outcome.Refused refused) {
    String lines = String.join("; ", refused.kernelLines());
    return new Problem(module, what, lines.isEmpty() ? silent : "the kernel says: " + lines);
  }

  /** The error with which the kernel refused to load a module, and its meaning. */
  public static String loadError(Outcome.Refused refused) {
    return refused.errnoName() + ", " + meaning(refused.errno());
  }

  private static String meaning(int errno) {
    return switch (errno) {
      case Errno.EPERM -> "not permitted: only root may, and not when the kernel is locked down";
      case Errno.ENOENT -> "a symbol that it needs is not in this kernel, or its file is missing";
      case Errno.ENOEXEC -> "it was built for another kernel, or is damaged";
      case Errno.EEXIST -> "a module of that name is loaded, or being loaded, already";
      case Errno.EINVAL -> "its file or a parameter is not what the kernel expects";
      case Errno.EBUSY -> "something that it wants to have is in use";
      case Errno.ENOSYS -> "this kernel can't load modules";
      case Errno.ENOKEY -> "it is signed with a key that this kernel doesn't know, or not at all";
      case Errno.EKEYREJECTED -> "this kernel wants a signature that it can trust";
      default -> "its own initialisation failed";
    };
  }
}
