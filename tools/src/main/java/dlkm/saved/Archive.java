package dlkm.saved;

import dlkm.funcset.FunctionSet;
import dlkm.funcset.Generation;
import dlkm.host.Sha256;
import dlkm.image.ModuleImage;
import dlkm.modname.ModuleName;
import dlkm.problem.Problem;
import dlkm.problem.ProblemException;
import dlkm.registry.Registration;
import dlkm.registry.Registry;
import dlkm.registry.RegistryText;
import dlkm.update.Candidate;
import dlkm.update.RecordedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * A configuration as one tar file ({@code kconfig -e}, {@code -i}): {@code manifest} with the
 * format, the name and the SHA-256 of each other member and of itself; {@code configuration},
 * {@code krs}, and the images in {@code mod.d}. A file with any other member, a link or a directory
 * is refused: nothing is unpacked by the names in it.
 *
 * @param name the name that it was saved under
 * @param images by module
 */
record Archive(
    String name, Configuration configuration, Registry registry, SortedMap<String, byte[]> images) {

  private static final String MANIFEST = "manifest";
  private static final String CONFIGURATION = "configuration";
  private static final String REGISTRY = "krs";
  private static final String IMAGES = "mod.d/";
  private static final String FORMAT = "format 1";

  private static final String AGAIN = "export it again: 'kconfig -e'";

  /** More is no set of modules; it is all in memory. */
  private static final long LARGEST = 1L << 29;

  Archive {
    images = new TreeMap<>(images);
  }

  /** The archive of a saved configuration. */
  static Archive of(FunctionSet set, Configuration configuration) throws IOException {
    Generation generation = new Configurations(set).generation(configuration);
    Registry registry = generation.registry();
    SortedMap<String, byte[]> images = new TreeMap<>();
    for (Registration registration : registry.all()) {
      images.put(
          registration.module(), Candidate.bytes(registration, generation.image(registration)));
    }
    return new Archive(configuration.name(), configuration, registry, images)
        .requireOneKernel("export");
  }

  byte[] bytes() throws IOException {
    Map<String, byte[]> members = new LinkedHashMap<>();
    members.put(CONFIGURATION, utf8(ConfigurationText.write(configuration)));
    members.put(REGISTRY, utf8(RegistryText.write(registry)));
    images.forEach((module, image) -> members.put(IMAGES + module + ".ko", image));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      put(tar, MANIFEST, utf8(manifest(name, members)));
      for (var member : members.entrySet()) {
        put(tar, member.getKey(), member.getValue());
      }
    }
    return bytes.toByteArray();
  }

  /** The format, the name, a sum for each other member, and one for all of that. */
  private static String manifest(String name, Map<String, byte[]> members) {
    StringBuilder text = new StringBuilder(FORMAT + "\nname " + name + "\n");
    members.forEach(
        (member, content) -> {
          if (!member.equals(MANIFEST)) {
            text.append(Sha256.of(content)).append(' ').append(member).append('\n');
          }
        });
    return text + Sha256.of(utf8(text.toString())) + " " + MANIFEST + "\n";
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void put(TarArchiveOutputStream tar, String name, byte[] content)
      throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setSize(content.length);
    tar.putArchiveEntry(entry);
    tar.write(content);
    tar.closeArchiveEntry();
  }

  /**
   * Reads an archive.
   *
   * @throws ProblemException for one that {@link #bytes} doesn't write
   */
  static Archive read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      boolean isThere = Files.exists(file);
      throw new ProblemException(
          file.toString(),
          isThere ? "is no regular file" : "there is no such file",
          "name one that 'kconfig -e' wrote");
    }
    if (Files.size(file) > LARGEST) {
      throw wrong(file.toString(), "has more than 512 MiB");
    }
    return read(file.toString(), Files.readAllBytes(file));
  }

  static Archive read(String file, byte[] bytes) {
    Map<String, byte[]> members = members(file, bytes);
    String[] manifest = text(file, members, MANIFEST).split("\n", -1);
    if (manifest.length < 3 || !manifest[0].equals(FORMAT) || !manifest[1].startsWith("name ")) {
      throw wrong(file, "its manifest is not of this format");
    }
    String name = manifest[1].substring("name ".length());
    if (!text(file, members, MANIFEST).equals(manifest(name, members))) {
      throw wrong(file, "its members are not those of its manifest");
    }
    Configuration configuration =
        read(
            text(file, members, CONFIGURATION),
            text ->
                ConfigurationText.parse(
                    name(file + ":" + MANIFEST, name), file + ":" + CONFIGURATION, text));
    Registry registry =
        read(text(file, members, REGISTRY), text -> RegistryText.read(file + ":" + REGISTRY, text));
    SortedMap<String, byte[]> images = new TreeMap<>();
    members.forEach(
        (member, content) -> {
          if (member.startsWith(IMAGES)) {
            images.put(member.substring(IMAGES.length(), member.length() - 3), content);
          }
        });
    return new Archive(name, configuration, registry, images)
        .requireOneKernel(file)
        .checked(file)
        .checkedImages(file);
  }

  /** What is wrong with a member is to be mended where it was exported, not here. */
  private static <T> T read(String text, Function<String, T> reader) {
    try {
      return reader.apply(text);
    } catch (ProblemException e) {
      throw new ProblemException(
          e.problems().stream()
              .map(problem -> new Problem(problem.thing(), problem.what(), AGAIN))
              .toList());
    }
  }

  private static String name(String place, String name) {
    try {
      return Configuration.name(name);
    } catch (ProblemException e) {
      throw wrong(place, "'" + name + "' is no name of a configuration");
    }
  }

  private static Map<String, byte[]> members(String file, byte[] bytes) {
    Map<String, byte[]> members = new LinkedHashMap<>();
    try (TarArchiveInputStream tar = new TarArchiveInputStream(new ByteArrayInputStream(bytes))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        String name = entry.getName();
        // A hole would be larger than the file that it is in.
        if (!entry.isFile() || entry.isSparse() || !isMember(name)) {
          throw wrong(file, "has a member that no export writes: '" + printable(name) + "'");
        }
        if (entry.getSize() > bytes.length || members.containsKey(name)) {
          throw wrong(file, "has the member '" + name + "' twice, or only a part of it");
        }
        members.put(name, tar.readAllBytes());
      }
      return members;
    } catch (IOException | IllegalArgumentException e) {
      throw wrong(file, "is no intact tar file");
    }
  }

  private static String printable(String name) {
    return name.replaceAll("[^ -~]", "?");
  }

  private static boolean isMember(String name) {
    return name.equals(MANIFEST)
        || name.equals(CONFIGURATION)
        || name.equals(REGISTRY)
        || name.startsWith(IMAGES)
            && name.endsWith(".ko")
            && ModuleName.isValid(name.substring(IMAGES.length(), name.length() - ".ko".length()));
  }

  private static String text(String file, Map<String, byte[]> members, String name) {
    byte[] content = members.get(name);
    if (content == null) {
      throw wrong(file, "has no member '" + name + "'");
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
    } catch (CharacterCodingException e) {
      throw wrong(file, "its member '" + name + "' is no text");
    }
  }

  private Archive requireOneKernel(String file) {
    if (!registry.release().equals(configuration.kernel())) {
      throw wrong(file, "its registry is of another kernel");
    }
    return this;
  }

  /** The registry and the images agree. */
  private Archive checked(String file) {
    if (!images.keySet().equals(Set.copyOf(registry.names()))) {
      throw wrong(file, "its images are not those of its registry");
    }
    for (Registration registration : registry.all()) {
      byte[] image = images.get(registration.module());
      if (!Sha256.of(image).equals(registration.image().sha256())) {
        throw wrong(file, "the image of " + registration.module() + " is not the registered one");
      }
    }
    return this;
  }

  /** Each image is a module for that kernel, and the one that its record is about. */
  private Archive checkedImages(String file) {
    for (Registration registration : registry.all()) {
      String member = file + ":" + IMAGES + registration.imageFile();
      byte[] bytes = images.get(registration.module());
      ModuleImage image = read(member, shown -> ModuleImage.parse(shown, bytes));
      if (!image.isFor(registry.release())) {
        throw wrong(member, "is for kernel '" + image.vermagic() + "'");
      }
      RecordedImage.difference(registration, image)
          .ifPresent(
              what -> {
                throw wrong(member, what);
              });
    }
    return this;
  }

  private static ProblemException wrong(String file, String what) {
    return new ProblemException(file, what, AGAIN);
  }
}
