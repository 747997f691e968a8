package dlkm.load;

import dlkm.funcset.FunctionSet;
import dlkm.host.Notices;
import dlkm.installedkernel.InstalledKernel;
import dlkm.registry.Registration;

/** A module that was built for another build of the running kernel's release. */
public final class OtherBuild {

  private OtherBuild() {}

  /** Tells it: the same release built again is another kernel, and its checks may not notice. */
  public static void tell(FunctionSet set, Registration registration, Notices notices) {
    String running = new InstalledKernel(set.host(), set.release()).kis();
    if (InstalledKernel.areOtherBuilds(registration.image().kis(), running)) {
      notices.say(
          registration.module()
              + ": built for another build of kernel "
              + set.release()
              + ": 'config -M "
              + registration.module()
              + " -u' builds it for this one");
    }
  }
}
