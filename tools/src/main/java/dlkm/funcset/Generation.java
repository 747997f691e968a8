package dlkm.funcset;

import dlkm.host.GenerationFile;
import dlkm.host.Host;
import dlkm.host.OwnFile;
import dlkm.problem.ProblemException;
import dlkm.registry.Registration;
import dlkm.registry.Registry;
import dlkm.registry.RegistryText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * One numbered state of a function set: {@code krs} (the registry), {@code mod.d} (the live
 * images), {@code modprobe.conf}, {@code early} and {@code late} (what the boot loads), {@code
 * about} (why it was made), and, when something is held for the shutdown, {@code pending}, a link
 * to the generation that the shutdown makes current. Never changed once it has its number.
 *
 * @param number from 1, in the order in which they were made
 * @param entry where it stands among the others
 */
public record Generation(Host host, int number, Path entry) {

  private static final String EARLIER =
      "in the function set, 'ln -sfn gen/NUMBER current' goes back to an earlier generation";

  /** The directory, to read what is in it: a link there is followed inside the root. */
  public Path directory() {
    return host.follow(entry);
  }

  /**
   * What is registered in this generation.
   *
   * @throws ProblemException when its registry is damaged
   */
  public Registry registry() {
    Path file = GenerationFile.REGISTRY.in(directory());
    try {
      return RegistryText.read(file.toString(), OwnFile.read(host, file, EARLIER));
    } catch (NoSuchFileException e) {
      throw new ProblemException(file.toString(), "is missing", EARLIER);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * What {@link GenerationFile#ABOUT} has under a keyword: nothing when the file is missing or
   * damaged.
   */
  Optional<String> about(String keyword) {
    try {
      return OwnFile.read(host, GenerationFile.ABOUT.in(directory()), "")
          .lines()
          .filter(line -> line.startsWith(keyword + " "))
          .map(line -> line.substring(keyword.length() + 1))
          .findFirst();
    } catch (NoSuchFileException | ProblemException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where the module's image is in this generation. */
  public Path image(Registration registration) {
    return host.follow(GenerationFile.IMAGES.in(directory()).resolve(registration.imageFile()));
  }
}
