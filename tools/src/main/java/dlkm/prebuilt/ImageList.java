package dlkm.prebuilt;

import dlkm.oci.Descriptor;
import dlkm.oci.Digest;
import dlkm.oci.OciDirectory;
import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import dlkm.registry.Registration;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The images in a layout directory.
 *
 * @param others why each of the rest is damaged, or none of ours
 */
public record ImageList(OciDirectory layout, List<Entry> entries, List<Problem> others) {

  /** One of them. */
  public record Entry(Descriptor image, Heading heading) {

    /** Whether the layout lists it under the name that an export gives it. */
    boolean hasOwnName() {
      return image.reference().equals(heading.reference());
    }

    private String shown() {
      return heading.name() + " " + heading.version() + " (" + image.digest() + ")";
    }
  }

  /**
   * A module in an image.
   *
   * @param version in the registration record, as the sum of the file is
   * @param signer the common name of who signed it; empty without
   */
  public record Content(String module, String version, String sha256, String signer) {}

  public ImageList {
    entries = List.copyOf(entries);
    others = List.copyOf(others);
  }

  /** Reads the headings of all images; one that is listed under several names is one image. */
  public static ImageList of(Path directory) {
    OciDirectory layout = OciDirectory.open(directory);
    Map<Digest, Entry> entries = new LinkedHashMap<>();
    Set<Problem> others = new LinkedHashSet<>();
    for (Descriptor image : layout.listed()) {
      String shown = directory + ":" + image.digest();
      if (!image.isImage()) {
        others.add(new Problem(shown, "is no image, but of the type " + image.mediaType(), ""));
        continue;
      }
      try {
        Entry entry = new Entry(image, Heading.of(shown, layout.manifest(image)));
        entries.merge(image.digest(), entry, (one, two) -> two.hasOwnName() ? two : one);
      } catch (ProblemException e) {
        others.addAll(e.problems());
      }
    }
    return new ImageList(layout, List.copyOf(entries.values()), List.copyOf(others));
  }

  /**
   * The problem of a name without an image here, and what else is here: it may be that one,
   * damaged.
   */
  public ProblemException none(String name, String which) {
    List<Problem> problems = new ArrayList<>(others);
    problems.add(
        new Problem(
            name,
            "has no image " + which + "in " + layout.directory(),
            "'kmimage show " + layout.directory() + "' lists what there is"));
    return new ProblemException(problems);
  }

  /**
   * Refuses a directory for who means all that is in it.
   *
   * @throws ProblemException when there is nothing of ours, or something else too
   */
  public void requireOurs() {
    if (!others.isEmpty()) {
      throw new ProblemException(others);
    }
    requireAny();
  }

  /**
   * Refuses an empty directory.
   *
   * @throws ProblemException when nothing is listed in it
   */
  public void requireAny() {
    if (entries.isEmpty() && others.isEmpty()) {
      throw new ProblemException(
          layout.directory().toString(),
          "has no images",
          "'kmimage export' or 'kmimage pull' puts some there");
    }
  }

  /** The names of the modules and families that there are images of. */
  public List<String> names() {
    return entries.stream().map(entry -> entry.heading().name()).distinct().sorted().toList();
  }

  /** The images of a module or a family, for all kernels. */
  public List<Entry> named(String name) {
    return entries.stream().filter(entry -> entry.heading().isNamed(name)).toList();
  }

  /**
   * The images of one version of a module.
   *
   * @param version empty for any
   * @throws ProblemException when there are only others
   */
  ImageList ofVersion(String name, Optional<String> version) {
    List<Entry> named = named(name);
    List<Entry> same =
        named.stream()
            .filter(entry -> version.isEmpty() || entry.heading().version().equals(version.get()))
            .toList();
    if (same.isEmpty() && !named.isEmpty()) {
      throw new ProblemException(
          name,
          "has images in "
              + layout.directory()
              + " of other versions than "
              + version.orElseThrow()
              + ", installed here: "
              + String.join(", ", named.stream().map(Entry::shown).toList()),
          "'kmimage import -M " + name + "' changes the version");
    }
    return new ImageList(layout, same, others);
  }

  /** Verifies all of an image, as {@code kmimage verify} and an import do. */
  public void verify(Entry entry) {
    Prebuilt _ = Prebuilt.read(layout, entry.image());
  }

  /** The modules in an image, which is verified as a whole. */
  public List<Content> contents(Entry entry) {
    Prebuilt prebuilt = Prebuilt.read(layout, entry.image());
    return prebuilt.heading().modules().stream().map(module -> content(prebuilt, module)).toList();
  }

  private static Content content(Prebuilt prebuilt, String module) {
    Registration record = prebuilt.records().get(module);
    return new Content(
        module,
        record.version(),
        record.image().sha256(),
        Signature.name(prebuilt.images().get(module)));
  }

  /**
   * The image of a module for a kernel.
   *
   * @param name of the module or its family
   * @param pinned the digest that it has to have
   * @throws ProblemException when there is none, with what differs; and when there are several
   */
  Entry find(String name, KernelIdentity kernel, Optional<Digest> pinned) {
    List<Entry> named = named(name);
    List<Entry> meant =
        named.stream()
            .filter(entry -> pinned.isEmpty() || entry.image().digest().equals(pinned.get()))
            .toList();
    if (meant.isEmpty()) {
      throw none(name, named.isEmpty() ? "" : "of digest " + pinned.orElseThrow() + " ");
    }
    List<Problem> misfits = new ArrayList<>();
    List<Entry> fitting = new ArrayList<>();
    for (Entry entry : meant) {
      List<String> differences = kernel.differences(entry.heading().kernel());
      if (differences.isEmpty()) {
        fitting.add(entry);
      }
      differences.forEach(
          difference ->
              misfits.add(
                  new Problem(
                      "image " + entry.shown(),
                      difference,
                      "build one for this kernel: 'config -M "
                          + entry.heading().name()
                          + "', 'kmimage export'")));
    }
    if (fitting.isEmpty()) {
      throw new ProblemException(misfits);
    }
    if (fitting.size() > 1) {
      throw new ProblemException(
          name,
          "has several images for this kernel: "
              + String.join(", ", fitting.stream().map(Entry::shown).toList()),
          "name one: --digest DIGEST");
    }
    return fitting.getFirst();
  }
}
