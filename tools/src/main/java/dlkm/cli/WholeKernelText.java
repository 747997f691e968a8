package dlkm.cli;

import dlkm.config.ConfigureWhole;
import dlkm.funcset.WholeKernels;
import dlkm.installedkernel.InstalledKernel;
import dlkm.update.ModuleUpdate;
import dlkm.update.WholeKernelBuild;
import dlkm.update.WholeKernelUpdate;

/** What became of a whole kernel, for people, and the exit status. */
final class WholeKernelText {

  private WholeKernelText() {}

  static int print(Context context, InstalledKernel kernel, ConfigureWhole.Result result) {
    ConfigureText.print(context, result.built());
    WholeKernelBuild.Kernel made = result.kernel();
    for (String module : made.leaving()) {
      context.out().println(module + ": leaves the static kernel at its next boot");
    }
    context
        .out()
        .println(
            made.name()
                + ": built for kernel "
                + kernel.release()
                + ", "
                + made.identity().kis()
                + (result.update().isPresent()
                    ? ""
                    : "; 'kmupdate " + made.name() + "' makes it the default"));
    return result
        .update()
        .map(updated -> print(context, kernel, made.name(), updated))
        .orElse(Exit.DONE);
  }

  static int print(
      Context context, InstalledKernel kernel, String name, WholeKernelUpdate.Result result) {
    int status = UpdateText.print(context, kernel, result.modules());
    for (String module : result.dropped()) {
      context.out().println(module + ": its held change is dropped");
    }
    context.out().println(name + ": " + said(kernel, result));
    return status;
  }

  private static String said(InstalledKernel kernel, WholeKernelUpdate.Result result) {
    if (!result.changed()) {
      return "has what the default kernel has: nothing to do";
    }
    String when =
        result.modules() instanceof ModuleUpdate.Result.Held
            ? "the default kernel after the next shutdown" + UpdateText.whose(kernel)
            : "the default kernel of " + kernel.release() + " from its next boot on";
    return when + (result.kept() ? "; the present one stays as " + WholeKernels.PREVIOUS : "");
  }
}
