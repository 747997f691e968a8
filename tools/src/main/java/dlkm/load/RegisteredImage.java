package dlkm.load;

import dlkm.funcset.FunctionSet;
import dlkm.host.Sha256;
import dlkm.image.ModuleImage;
import dlkm.problem.ProblemException;
import dlkm.registry.Registration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The image of a registration, and no other (spec §6.3 step 3). */
public final class RegisteredImage {

  private RegisteredImage() {}

  /** Whether the function set's file of the module is the image that was registered. */
  public static boolean isIntact(FunctionSet set, Registration registered) {
    try {
      byte[] live = Files.readAllBytes(set.liveImage(registered));
      return Sha256.of(live).equals(registered.image().sha256());
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Reads an image before anything is loaded for it.
   *
   * @param file the function set's, or one that was named instead of it
   * @throws ProblemException when it is missing, damaged, another module's, or when the function
   *     set's isn't the one that was registered
   */
  static ModuleImage read(FunctionSet set, Registration registration, Path file) {
    String module = registration.module();
    String todo = "'config -M " + module + " -u' builds it again";
    ModuleImage image;
    try {
      image = ModuleImage.parse(file.toString(), Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      throw new ProblemException(module, "its image " + file + " is missing", todo);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ProblemException e) {
      throw new ProblemException(
          module,
          "its image " + e.problems().getFirst().thing() + " " + e.problems().getFirst().what(),
          todo);
    }
    if (!image.name().equals(registration.kernelName())) {
      throw new ProblemException(
          module, file + " contains the module " + image.name(), "name an image of " + module);
    }
    if (file.equals(set.liveImage(registration))
        && !image.buildId().equals(registration.image().buildId())) {
      throw new ProblemException(
          module, "its image " + file + " is not the registered image", todo);
    }
    return image;
  }
}
