package dlkm.funcset;

import dlkm.boot.BootFiles;
import dlkm.host.AtomicFiles;
import dlkm.host.GenerationFile;
import dlkm.host.Host;
import dlkm.host.Layout;
import dlkm.host.SetFile;
import dlkm.installedkernel.InstalledKernel;
import dlkm.problem.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The links by which the kernel's own loader reaches the current generation. They never change from
 * one generation to the next: only {@code current}, which they all go through, does.
 */
public final class LoaderLinks {

  private static final String MODPROBE =
      "/" + SetFile.CURRENT.fileName() + "/" + GenerationFile.MODPROBE.fileName();

  private static final Path IMAGES = GenerationFile.IMAGES.in(Path.of(SetFile.CURRENT.fileName()));

  private LoaderLinks() {}

  /**
   * Fails where a link of ours would replace somebody else's file.
   *
   * @throws ProblemException that names the file
   */
  public static void check(FunctionSet set) throws IOException {
    Path link = set.host().entry(Layout.MODPROBE);
    Path directory = link.getParent();
    if (Files.exists(directory) && !Files.isDirectory(directory)) {
      throw new ProblemException(directory.toString(), "is not a directory", "move it away");
    }
    boolean ours =
        Files.isSymbolicLink(link)
            && Files.readSymbolicLink(link)
                .endsWith(Path.of(Layout.RUNNING).getFileName() + MODPROBE);
    if (!ours && Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
      throw new ProblemException(
          link.toString(),
          "is in the place of a link of ours",
          "give it another name: modprobe reads every file there");
    }
  }

  /** Makes those that are missing or lead elsewhere. */
  public static void make(FunctionSet set) throws IOException {
    AtomicFiles.link(images(set), IMAGES);
    check(set);
    for (Link link : links(set)) {
      Files.createDirectories(link.link().getParent());
      AtomicFiles.link(link.link(), link.target());
    }
    new BootFiles(set.host()).install();
  }

  /** Those that are missing or lead elsewhere. */
  public static List<Path> wrong(FunctionSet set) {
    List<Path> wrong = new ArrayList<>();
    try {
      if (!leads(images(set), IMAGES)) {
        wrong.add(images(set));
      }
      for (Link link : links(set)) {
        if (!Files.isDirectory(link.link().getParent()) || !leads(link.link(), link.target())) {
          wrong.add(link.link());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return wrong;
  }

  private static boolean leads(Path link, Path target) throws IOException {
    return Files.isSymbolicLink(link) && Files.readSymbolicLink(link).equals(target);
  }

  private static Path images(FunctionSet set) {
    return SetFile.IMAGES.in(set.directory());
  }

  /** The links outside of the function set. */
  private static List<Link> links(FunctionSet set) {
    Host host = set.host();
    List<Link> links = new ArrayList<>();
    Path sets = host.path(Layout.SETS);
    if (Files.isDirectory(new InstalledKernel(host, set.release()).modules())) {
      links.add(
          new Link(
              host.entry(Layout.imagesLink(set.release())),
              sets,
              set.release() + "/" + SetFile.IMAGES.fileName()));
    }
    Path running = host.entry(Layout.RUNNING);
    if (host.isThisMachine() && host.runningRelease().equals(set.release())) {
      links.add(new Link(running, sets, set.release()));
    }
    links.add(
        new Link(
            host.entry(Layout.MODPROBE), running.getParent(), running.getFileName() + MODPROBE));
    return links;
  }

  /**
   * A link to a name in a directory; relative, so that a tree below another root holds together
   * wherever it is looked at from.
   */
  private record Link(Path link, Path directory, String name) {

    /** Its text, once its own directory is there. */
    Path target() throws IOException {
      Path from = link.getParent().toRealPath();
      return from.relativize(directory.toRealPath()).resolve(name);
    }
  }
}
