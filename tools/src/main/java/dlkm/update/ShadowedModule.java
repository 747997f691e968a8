package dlkm.update;

import dlkm.funcset.FoundFiles;
import dlkm.funcset.FunctionSet;
import dlkm.host.Notices;
import dlkm.registry.Registration;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;

/** Tells where modprobe(8) finds another file of a registered module's name first. */
final class ShadowedModule {

  private ShadowedModule() {}

  /**
   * Tells it.
   *
   * @param replaced whether a file is about to give way, so that nothing is to be done about it
   */
  static void tell(
      FunctionSet set,
      List<Registration> registrations,
      Predicate<Path> replaced,
      Notices notices) {
    FoundFiles found = FoundFiles.of(set, registrations);
    for (Registration registration : registrations) {
      found
          .other(registration)
          .filter(replaced.negate())
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
