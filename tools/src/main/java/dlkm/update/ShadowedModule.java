package dlkm.update;

import dlkm.funcset.FoundFiles;
import dlkm.funcset.FunctionSet;
import dlkm.host.Notices;
import dlkm.registry.Registration;
import java.util.List;

/** Tells where modprobe(8) finds another file of a registered module's name first. */
final class ShadowedModule {

  private ShadowedModule() {}

  static void tell(FunctionSet set, List<Registration> registrations, Notices notices) {
    FoundFiles found = FoundFiles.of(set, registrations);
    for (Registration registration : registrations) {
      found
          .other(registration)
          .ifPresent(
              path ->
                  notices.say(
                      registration.module()
                          + ": modprobe finds "
                          + path
                          + " first, not the registered image: "
                          + found.remedy(registration)));
    }
  }
}
