package dlkm.update;

import dlkm.kernel.LoadedModule;
import dlkm.kernel.PreparedModule;
import dlkm.registry.Registration;
import java.util.Optional;

/** A module that changes in the running kernel, with all that this takes prepared. */
sealed interface LiveStep {

  String module();

  String kernelName();

  /** One that is loaded, and leaves. */
  sealed interface Away extends LiveStep {

    LoadedModule loaded();

    /** The image that comes back if the change is taken back, unless that is lost. */
    Optional<PreparedModule> former();

    @Override
    default String kernelName() {
      return loaded().name();
    }
  }

  /** One whose image of the next generation is loaded. */
  sealed interface Entering extends LiveStep {}

  /** Both images of a loaded module. */
  record Pair(String module, LoadedModule loaded, PreparedModule old, PreparedModule next)
      implements Away, Entering {

    @Override
    public Optional<PreparedModule> former() {
      return Optional.of(old);
    }
  }

  /** One that becomes unused. */
  record Leaving(String module, LoadedModule loaded, Optional<PreparedModule> former)
      implements Away {}

  /**
   * One that isn't loaded, and becomes it or is needed.
   *
   * @param prepared the next generation's image: the module index still has the current one's
   * @param fresh whether it leaves again if the change fails: it wasn't asked for without it, or
   *     the current generation doesn't have this image, or it would keep the new one of another
   *     module
   */
  record Coming(Registration registration, PreparedModule prepared, boolean fresh)
      implements Entering {

    @Override
    public String module() {
      return registration.module();
    }

    @Override
    public String kernelName() {
      return registration.kernelName();
    }
  }
}
