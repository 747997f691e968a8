package dlkm.load;

import dlkm.funcset.FunctionSet;
import dlkm.host.AtomicFiles;
import dlkm.host.Host;
import dlkm.host.Notices;
import dlkm.host.OwnDirectory;
import dlkm.problem.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Directories in which {@code kmadmin -L} looks for a registered module's image before it takes the
 * registered one ({@code kmadmin -d} and {@code -D}, spec §4.8): for all users, until it is reset.
 * Kept in {@code search-path} of the kernel's function set, a directory a line, first one first.
 */
public record SearchPath(Host host, Path file, List<String> directories) {

  public static SearchPath of(FunctionSet set) {
    Path file = set.directory().resolve("search-path");
    try {
      return new SearchPath(set.host(), file, Files.readAllLines(file));
    } catch (NoSuchFileException e) {
      return new SearchPath(set.host(), file, List.of());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Puts a directory in front.
   *
   * @throws ProblemException when it isn't there, or others can change what is in it
   */
  public void prepend(String directory) throws IOException {
    Path _ = OwnDirectory.of(host, directory);
    List<String> all = new ArrayList<>(directories);
    all.remove(directory);
    all.addFirst(directory);
    AtomicFiles.commit(file, String.join("\n", all) + "\n");
  }

  public void reset() throws IOException {
    Files.deleteIfExists(file);
  }

  /**
   * The first image of that name on the path, by its real path. A directory may have become another
   * one since it was given: what others can change isn't taken.
   *
   * @param notices gets why an image isn't taken
   */
  Optional<Path> find(String imageFile, Notices notices) {
    for (String directory : directories) {
      if (Files.isRegularFile(host.path(directory + "/" + imageFile))) {
        Optional<Path> image = own(directory, imageFile, notices);
        if (image.isPresent()) {
          return image;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<Path> own(String directory, String imageFile, Notices notices) {
    try {
      Path image = OwnDirectory.of(host, directory).resolve(imageFile);
      return Optional.of(OwnDirectory.file(host, image)).filter(Files::isRegularFile);
    } catch (ProblemException e) {
      e.problems()
          .forEach(why -> notices.say(imageFile + " is not taken from a search path: " + why));
      return Optional.empty();
    }
  }
}
