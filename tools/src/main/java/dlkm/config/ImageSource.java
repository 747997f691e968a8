package dlkm.config;

import dlkm.component.Texts;
import dlkm.host.AtomicFiles;
import dlkm.host.Caller;
import dlkm.host.Host;
import dlkm.host.Layout;
import dlkm.installedkernel.InstalledKernel;
import dlkm.prebuilt.ImageImport;
import dlkm.prebuilt.ImageList;
import dlkm.prebuilt.Skopeo;
import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import dlkm.problem.Where;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where images of modules are that were built elsewhere: a layout directory, or {@code
 * docker://REPOSITORY}. In both {@code %m} stands for the module or family.
 */
public record ImageSource(String text) {

  private static final String REGISTRY = "docker://";
  private static final String NAME = "%m";
  private static final String RULE =
      "write the path of a directory, or docker://HOST[:PORT]/PATH; %m is the module's name";

  /**
   * The source that a user names.
   *
   * @throws ProblemException when it is neither a directory's path nor a repository
   */
  public static ImageSource parse(String text) {
    ImageSource source = new ImageSource(text);
    if (text.isEmpty() || text.contains("://") && !isRepository(text)) {
      throw new ProblemException("'" + text + "'", "is no place of images", RULE);
    }
    return source;
  }

  private static boolean isRepository(String text) {
    return text.startsWith(REGISTRY)
        && Skopeo.isRepository(text.substring(REGISTRY.length()).replace(NAME, "m"));
  }

  /**
   * The sources of {@link Layout#IMAGE_SOURCES}, a line each; none without the file.
   *
   * @throws ProblemException with the lines that are none
   */
  public static List<ImageSource> configured(Host host) {
    Path file = host.path(Layout.IMAGE_SOURCES);
    List<ImageSource> sources = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    int number = 0;
    for (String line : Texts.readOrEmpty(file).lines().toList()) {
      number++;
      String text = line.strip();
      if (text.isEmpty() || text.startsWith("#")) {
        continue;
      }
      if (text.startsWith("/") || isRepository(text)) {
        sources.add(new ImageSource(text));
      } else {
        Where where = new Where(file.toString(), number);
        problems.add(Problem.at(where, "'" + text + "' is no place of images", RULE));
      }
    }
    if (!problems.isEmpty()) {
      throw new ProblemException(problems);
    }
    return sources;
  }

  /**
   * Puts a module, with the rest of its family, out of an image here into the build area.
   *
   * @param name of the module or family
   * @param modules of it that the image has to have
   * @throws ProblemException when there is no image that can take the place of a build
   */
  ImageImport.Imported take(
      Caller caller, InstalledKernel kernel, String name, List<String> modules) {
    Optional<String> version = InstalledVersion.of(kernel, modules.getFirst());
    ImageImport images = new ImageImport(caller, kernel);
    if (!text.startsWith(REGISTRY)) {
      return images.run(ImageList.of(Path.of(of(name))), name, modules, version);
    }
    String known =
        version.orElseThrow(
            () ->
                new ProblemException(
                    name,
                    "has no version by which " + text + " could be asked for it",
                    "write 'version VERSION' below $LINUX in its master file"));
    String repository = of(name).substring(REGISTRY.length());
    try {
      Path parent = Files.createDirectories(caller.host().path(Layout.PULLED));
      deleteLeftovers(parent);
      Path directory = Files.createTempDirectory(parent, name + "-");
      try (Closeable _ = () -> AtomicFiles.deleteTree(directory)) {
        ImageList fetched = Skopeo.fetch(repository, known, name, kernel, directory);
        return images.run(fetched, name, modules, version);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The place of the images of one module or family. */
  private String of(String name) {
    return text.replace(NAME, name);
  }

  /** What killed commands left: no pull takes as long. */
  private static void deleteLeftovers(Path parent) throws IOException {
    Instant before = Instant.now().minus(Duration.ofHours(1));
    List<Path> old = new ArrayList<>();
    try (var entries = Files.newDirectoryStream(parent)) {
      for (Path entry : entries) {
        if (Files.getLastModifiedTime(entry, LinkOption.NOFOLLOW_LINKS)
            .toInstant()
            .isBefore(before)) {
          old.add(entry);
        }
      }
    }
    for (Path entry : old) {
      AtomicFiles.deleteTree(entry);
    }
  }
}
