package dlkm.prebuilt;

import dlkm.modname.ModuleName;
import dlkm.oci.Descriptor;
import dlkm.oci.Manifest;
import dlkm.oci.OciDirectory;
import dlkm.problem.ProblemException;
import dlkm.registry.Registration;
import dlkm.registry.RegistryText;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The content of an image: modules with their registration records, their component files without
 * the code, and what they were built from.
 *
 * @param systems the texts of the system files, by module
 */
record Prebuilt(
    Heading heading,
    String master,
    SortedMap<String, String> systems,
    SortedMap<String, Registration> records,
    SortedMap<String, byte[]> images,
    BuiltFrom from) {

  /** Where other tools that load modules out of images look for them. */
  private static final String MODULES = "opt/lib/modules/";

  private static final String OURS = "opt/dlkm/";
  private static final String KO = ".ko";
  private static final int LARGEST_TEXT = 4 << 20;

  private static String images(Heading heading) {
    return MODULES + heading.kernel().release() + "/updates/";
  }

  private static String ours(Heading heading, String name) {
    return OURS + heading.name() + "/" + name;
  }

  SortedMap<String, byte[]> files() {
    SortedMap<String, byte[]> files = new TreeMap<>();
    files.put(ours(heading, "master"), utf8(master));
    files.put(ours(heading, "built-from"), utf8(from.text()));
    for (String module : heading.modules()) {
      files.put(ours(heading, "system/" + module), utf8(systems.get(module)));
      files.put(ours(heading, "record/" + module), utf8(RegistryText.write(records.get(module))));
      files.put(images(heading) + module + KO, images.get(module));
    }
    return files;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Writes it into a layout directory, and returns its descriptor there. */
  Descriptor addTo(OciDirectory layout) {
    return layout.add(
        heading.reference(), heading.kernel().architecture(), heading.annotations(), files());
  }

  /**
   * Reads an image.
   *
   * @throws ProblemException when any blob of it isn't what its digest says, or any part of it
   *     doesn't agree with the others
   */
  static Prebuilt read(OciDirectory layout, Descriptor image) {
    String shown = layout.directory() + ":" + image.digest();
    Manifest manifest = layout.manifest(image);
    Heading heading = Heading.of(shown, manifest);
    SortedMap<String, byte[]> files = layout.files(manifest, path -> isFile(heading, path));
    SortedMap<String, String> systems = new TreeMap<>();
    SortedMap<String, Registration> records = new TreeMap<>();
    SortedMap<String, byte[]> images = new TreeMap<>();
    for (String module : heading.modules()) {
      String record = ours(heading, "record/" + module);
      systems.put(module, text(shown, files, ours(heading, "system/" + module)));
      records.put(module, RegistryText.readOne(shown + ":" + record, text(shown, files, record)));
      images.put(module, file(shown, files, images(heading) + module + KO));
    }
    String from = ours(heading, "built-from");
    Prebuilt prebuilt =
        new Prebuilt(
            heading,
            text(shown, files, ours(heading, "master")),
            systems,
            records,
            images,
            BuiltFrom.parse(shown + ":" + from, text(shown, files, from)));
    PrebuiltCheck.check(shown, prebuilt);
    return prebuilt;
  }

  private static boolean isFile(Heading heading, String path) {
    String ours = ours(heading, "");
    if (path.startsWith(ours)) {
      String[] names = path.substring(ours.length()).split("/", -1);
      return names.length == 1
          ? names[0].equals("master") || names[0].equals("built-from")
          : names.length == 2
              && (names[0].equals("system") || names[0].equals("record"))
              && heading.modules().contains(names[1]);
    }
    String images = images(heading);
    return path.startsWith(images)
        && path.endsWith(KO)
        && path.length() > images.length() + KO.length()
        && isModule(heading, path.substring(images.length(), path.length() - KO.length()));
  }

  private static boolean isModule(Heading heading, String name) {
    return ModuleName.isValid(name) && heading.modules().contains(name);
  }

  private static byte[] file(String shown, SortedMap<String, byte[]> files, String path) {
    byte[] content = files.get(path);
    if (content == null) {
      throw new ProblemException(shown, "has no " + path, "export it again: 'kmimage export'");
    }
    return content;
  }

  private static String text(String shown, SortedMap<String, byte[]> files, String path) {
    byte[] content = file(shown, files, path);
    try {
      if (content.length <= LARGEST_TEXT) {
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
      }
    } catch (CharacterCodingException e) {
      throw new ProblemException(shown, path + " is no text in UTF-8", "export it again");
    }
    throw new ProblemException(shown, path + " is larger than 4 MiB", "export it again");
  }
}
