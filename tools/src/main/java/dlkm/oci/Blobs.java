package dlkm.oci;

import dlkm.host.AtomicFiles;
import dlkm.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;

/**
 * The blobs of an image layout, each under its digest. No file is believed to be what its name, its
 * size or its digest says.
 *
 * @param layout the directory that they are in
 */
record Blobs(Path layout) {

  private static final String BLOBS = "blobs";
  private static final String SHA256 = "sha256";

  /** Makes their directory, where it isn't there. */
  void create() throws IOException {
    Files.createDirectories(layout.resolve(BLOBS).resolve(SHA256));
  }

  /** What is written here must not land elsewhere. */
  void requireNoLinks() {
    for (Path part : List.of(Path.of(BLOBS), Path.of(BLOBS, SHA256))) {
      Path place = layout.resolve(part);
      if (Files.isSymbolicLink(place)) {
        throw new ProblemException(
            place.toString(), "is a link, and has to be a directory", "get the image again");
      }
    }
  }

  /** A blob as messages name it. */
  String shown(Descriptor blob) {
    return place(blob.digest()).toString();
  }

  private Path place(Digest digest) {
    return layout.resolve(BLOBS).resolve(SHA256).resolve(digest.hex());
  }

  /** Writes a blob. */
  void write(Descriptor descriptor, byte[] bytes) throws IOException {
    AtomicFiles.write(place(descriptor.digest()), bytes);
  }

  /** The bytes of a blob; of no other size, and of no other content. */
  byte[] read(Descriptor descriptor, int largest) {
    Path file = place(descriptor.digest());
    if (descriptor.size() > largest) {
      throw new ProblemException(
          file.toString(),
          "is larger than " + (largest >> 20) + " MiB",
          "it is no image of ours, or this machine has too little memory for it");
    }
    String otherSize =
        "has another size than the " + (descriptor.isImage() ? "index" : "manifest") + " says";
    byte[] bytes = content(file, (int) descriptor.size(), otherSize);
    if (bytes.length != descriptor.size()) {
      throw wrong(file, otherSize);
    }
    if (!Digest.of(bytes).equals(descriptor.digest())) {
      throw wrong(file, "is not what its digest says");
    }
    return bytes;
  }

  private static ProblemException wrong(Path file, String what) {
    return new ProblemException(file.toString(), what, "get the image again");
  }

  /**
   * The bytes of a file.
   *
   * @param tooLarge what is wrong with a file of more
   */
  static byte[] content(Path file, int largest, String tooLarge) {
    try {
      var attributes =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (!attributes.isRegularFile()) {
        throw wrong(file, "is no regular file");
      }
      if (attributes.size() > largest) {
        throw wrong(file, tooLarge);
      }
      try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
        return in.readNBytes(largest);
      }
    } catch (NoSuchFileException e) {
      throw wrong(file, "is missing");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
