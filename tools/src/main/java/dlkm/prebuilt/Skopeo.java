package dlkm.prebuilt;

import dlkm.host.AtomicFiles;
import dlkm.host.Child;
import dlkm.installedkernel.InstalledKernel;
import dlkm.oci.Digest;
import dlkm.oci.OciDirectory;
import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Moves images between layout directories and registries: by skopeo, which knows mirrors,
 * authentication, TLS and the signature policy from its own configuration.
 */
public final class Skopeo {

  private static final String PROGRAM = "skopeo";

  /** There is no place for signatures in a directory. */
  private static final List<String> UNSIGNED = List.of("--remove-signatures");

  /** HOST[:PORT]/PATH, as registries name repositories (distribution-spec). */
  private static final Pattern REPOSITORY =
      Pattern.compile(
          "[a-zA-Z0-9][a-zA-Z0-9.-]*(:[0-9]{1,5})?(/[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*)+");

  private Skopeo() {}

  /** Whether a text can be the name of a repository. */
  public static boolean isRepository(String text) {
    return text.length() <= 255 && REPOSITORY.matcher(text).matches();
  }

  /**
   * Copies an image into a repository, under its tag, with its digest unchanged.
   *
   * @param signer the OpenPGP key to sign with
   * @return the tag
   */
  public static String push(
      ImageList list, ImageList.Entry entry, String repository, Optional<String> signer) {
    entry.heading().kernel().requireKey(list.layout().directory() + ":" + entry.image().digest());
    String tag = entry.heading().tag();
    String reference = entry.image().reference();
    if (!reference.equals(entry.heading().reference())) {
      throw new ProblemException(
          list.layout().directory() + ":" + entry.image().digest(),
          "is called '" + reference + "' there, and not " + entry.heading().reference(),
          "export it again: 'kmimage export'");
    }
    List<String> options = new ArrayList<>(List.of("--preserve-digests"));
    signer.ifPresent(key -> options.addAll(List.of("--sign-by", key)));
    copy(options, oci(list.layout().directory(), reference), docker(repository, tag));
    return tag;
  }

  /**
   * Copies the image of a version for a kernel out of a repository into a layout directory. The
   * signature policy has been met then; the signatures themselves have no place in a directory.
   *
   * @param name of the module or family
   * @param pinned the digest that it has to have, whatever the tag is of by now
   * @return the image, verified
   */
  public static ImageList.Entry pull(
      String repository,
      String version,
      String name,
      InstalledKernel kernel,
      Optional<Digest> pinned,
      Path directory) {
    KernelIdentity identity = identity(repository, kernel);
    OciDirectory layout = OciDirectory.openOrCreate(directory);
    // Beside it: what isn't verified must not get among what is.
    Path beside = directory.toAbsolutePath().normalize().getParent();
    try {
      Path work = Files.createTempDirectory(beside, AtomicFiles.ASIDE + "pull-");
      try {
        String tag = Heading.tag(version, identity);
        Fetched fetched =
            pinned.isPresent()
                ? fetch(repository, pinned.get(), name + "-" + tag, name, identity, work)
                : fetch(repository, tag, name, work);
        fetched.list().verify(fetched.entry());
        layout.adopt(fetched.list().layout(), fetched.entry().image());
        return fetched.entry();
      } finally {
        AtomicFiles.deleteTree(work);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Copies the same image into a new directory of its own.
   *
   * @param work that directory, empty
   * @return the images there: that one, which is not verified yet
   */
  public static ImageList fetch(
      String repository, String version, String name, InstalledKernel kernel, Path work) {
    String tag = Heading.tag(version, identity(repository, kernel));
    return fetch(repository, tag, name, work).list();
  }

  private record Fetched(ImageList list, ImageList.Entry entry) {}

  private static Fetched fetch(String repository, String tag, String name, Path work) {
    String reference = name + "-" + tag;
    copy(UNSIGNED, docker(repository, tag), oci(work, reference));
    ImageList list = ImageList.of(work);
    ImageList.Entry entry =
        list.named(name).stream()
            .filter(one -> one.heading().reference().equals(reference))
            .findFirst()
            .orElseThrow(() -> list.none(name, "called " + reference + " "));
    return new Fetched(list, entry);
  }

  /** By its digest; that it is for this kernel is not told by the tag then. */
  private static Fetched fetch(
      String repository,
      Digest digest,
      String reference,
      String name,
      KernelIdentity identity,
      Path work) {
    copy(UNSIGNED, "docker://" + repository + "@" + digest, oci(work, reference));
    ImageList list = ImageList.of(work);
    return new Fetched(list, list.find(name, identity, Optional.of(digest)));
  }

  private static KernelIdentity identity(String repository, InstalledKernel kernel) {
    KernelIdentity identity = KernelIdentity.of(kernel);
    identity.requireKey(repository);
    return identity;
  }

  private static String oci(Path directory, String reference) {
    String path = directory.toAbsolutePath().toString();
    if (path.contains(":")) {
      throw new ProblemException(
          path, "skopeo can't work in a directory with ':' in its path", "rename it");
    }
    return "oci:" + path + ":" + reference;
  }

  private static String docker(String repository, String tag) {
    return "docker://" + repository + ":" + tag;
  }

  private static void copy(List<String> options, String from, String to) {
    Path program =
        Child.program(PROGRAM)
            .orElseThrow(
                () ->
                    new ProblemException(
                        PROGRAM,
                        "is not installed, and only it speaks to registries",
                        "install the package skopeo, or copy the directory of the image"));
    List<String> command =
        new ArrayList<>(List.of(program.toString(), "--command-timeout", "10m", "copy", "--quiet"));
    command.addAll(options);
    command.add(from);
    command.add(to);
    Child child = Child.run(command);
    if (child.status() != 0) {
      throw new ProblemException(
          new Problem(
              from, "can't be copied to " + to + ": " + reason(child), "see skopeo-copy(1)"));
    }
  }

  /** Its last line, without the time and level that its log has. */
  private static String reason(Child child) {
    String line =
        child.output().strip().lines().reduce((_, last) -> last).orElse("no reason given");
    return line.replaceFirst("^time=\\S+ level=\\S+ msg=", "").replaceAll("[^ -~]", "?");
  }
}
