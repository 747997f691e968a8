package dlkm.oci;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dlkm.host.AtomicFiles;
import dlkm.host.DirectoryNames;
import dlkm.problem.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Predicate;

/**
 * A directory in the OCI image layout (image-spec, image-layout.md): {@code oci-layout}, {@code
 * index.json} with a descriptor for each image, and the blobs under their digests.
 */
public record OciDirectory(Path directory) {

  /** The annotation by which tools name an image of the directory. */
  static final String REFERENCE = "org.opencontainers.image.ref.name";

  private static final String MARK = "oci-layout";
  private static final String INDEX = "index.json";
  private static final String MANIFESTS = "manifests";
  private static final String MARK_TEXT = "{\"imageLayoutVersion\":\"1.0.0\"}";
  private static final String MAJOR = "1.";
  private static final int LARGEST_DOCUMENT = 4 << 20;

  /**
   * An existing one.
   *
   * @throws ProblemException when it is none
   */
  public static OciDirectory open(Path directory) {
    OciDirectory layout = new OciDirectory(directory);
    if (!hasMark(directory)) {
      throw new ProblemException(
          directory.toString(),
          "is no OCI image layout: there is no " + MARK + " in it",
          "name a directory that 'kmimage export' or 'skopeo copy' wrote");
    }
    layout.requireVersion();
    layout.blobs().requireNoLinks();
    return layout;
  }

  /** A directory that can't be looked into isn't one without the mark. */
  private static boolean hasMark(Path directory) {
    try {
      return Files.readAttributes(
              directory.resolve(MARK), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
          .isRegularFile();
    } catch (NoSuchFileException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An existing one, or a new one in a directory that is not there or empty. */
  public static OciDirectory openOrCreate(Path directory) {
    try {
      if (Files.exists(directory.resolve(MARK), LinkOption.NOFOLLOW_LINKS)) {
        OciDirectory layout = open(directory);
        layout.complete();
        return layout;
      }
      Files.createDirectories(directory);
      // A killed command may have got as far as the mark's file aside.
      if (!DirectoryNames.of(directory).stream().allMatch((AtomicFiles.ASIDE + MARK)::equals)) {
        throw new ProblemException(
            directory.toString(),
            "has files and is no OCI image layout",
            "name a new or an empty directory");
      }
      OciDirectory layout = new OciDirectory(directory);
      // The mark first: what is killed in between is gone on with, and not refused.
      AtomicFiles.write(directory.resolve(MARK), MARK_TEXT);
      layout.complete();
      return layout;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void complete() throws IOException {
    blobs().create();
    try (var _ = lock()) {
      if (!Files.exists(directory.resolve(INDEX), LinkOption.NOFOLLOW_LINKS)) {
        JsonObject json = new JsonObject();
        json.addProperty("schemaVersion", 2);
        json.add(MANIFESTS, new JsonArray());
        AtomicFiles.write(directory.resolve(INDEX), Documents.bytes(json));
      }
    }
  }

  /** Who changes the index holds the mark, whichever program of ours it is. */
  private FileChannel lock() throws IOException {
    FileChannel channel =
        FileChannel.open(
            directory.resolve(MARK),
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            LinkOption.NOFOLLOW_LINKS);
    try {
      var _ = channel.lock();
      return channel;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** Another major version may mean something else by the same files. */
  private void requireVersion() {
    Path mark = directory.resolve(MARK);
    String version =
        Documents.read(
            mark.toString(), document(mark), json -> json.get("imageLayoutVersion").getAsString());
    if (!version.startsWith(MAJOR)) {
      throw new ProblemException(
          mark.toString(),
          "is of version " + version + " of the OCI image layout",
          "version " + MAJOR + "x is read here");
    }
  }

  private Blobs blobs() {
    return new Blobs(directory);
  }

  /** The descriptors of its images. */
  public List<Descriptor> images() {
    return listed().stream().filter(Descriptor::isImage).toList();
  }

  /** All that its index lists: other tools put other things into a layout. */
  public List<Descriptor> listed() {
    Path file = directory.resolve(INDEX);
    return Documents.read(
        file.toString(),
        document(file),
        json -> {
          List<Descriptor> images = new ArrayList<>();
          for (JsonElement image : json.getAsJsonArray(MANIFESTS)) {
            images.add(Descriptor.read(image.getAsJsonObject()));
          }
          return images;
        });
  }

  /**
   * The manifest of an image.
   *
   * @throws ProblemException when it isn't what its digest says
   */
  public Manifest manifest(Descriptor image) {
    return Manifest.read(blobs().shown(image), blobs().read(image, LARGEST_DOCUMENT));
  }

  /**
   * The files of an image's layer; its other blob is verified too.
   *
   * @param isFile which paths there may be
   * @throws ProblemException when one isn't what its digest says, or the layer has other files
   */
  public SortedMap<String, byte[]> files(Manifest manifest, Predicate<String> isFile) {
    Blobs blobs = blobs();
    Descriptor layer = manifest.layer();
    String shown = blobs.shown(layer);
    byte[] config = blobs.read(manifest.config(), LARGEST_DOCUMENT);
    byte[] bytes = blobs.read(layer, LayerTar.LARGEST);
    byte[] tar =
        switch (layer.mediaType()) {
          case Manifest.LAYER -> bytes;
          case Manifest.LAYER_GZIP -> LayerTar.gunzip(shown, bytes);
          default ->
              throw new ProblemException(
                  shown, "is of an unknown kind", "it has to be a tar file or a gzip one");
        };
    requireSame(blobs.shown(manifest.config()), config, Digest.of(tar));
    return LayerTar.read(shown, tar, isFile);
  }

  private static void requireSame(String shown, byte[] config, Digest tar) {
    String said =
        Documents.read(
            shown,
            config,
            json -> json.getAsJsonObject("rootfs").getAsJsonArray("diff_ids").get(0).getAsString());
    if (!said.equals(tar.toString())) {
      throw new ProblemException(
          shown, "says that the unpacked layer has another digest", "get the image again");
    }
  }

  /** A document that no digest stands for. */
  private static byte[] document(Path file) {
    return Blobs.content(
        file, LARGEST_DOCUMENT, "is larger than " + (LARGEST_DOCUMENT >> 20) + " MiB");
  }

  /**
   * Adds an image of one layer, in the place of the one with the same reference.
   *
   * @param files of the layer, by their paths
   * @return its descriptor
   */
  public Descriptor add(
      String reference,
      String architecture,
      SortedMap<String, String> annotations,
      SortedMap<String, byte[]> files) {
    byte[] tar = LayerTar.write(files);
    byte[] layer = LayerTar.gzip(tar);
    byte[] config = Manifest.config(architecture, Digest.of(tar));
    Manifest manifest =
        new Manifest(
            Descriptor.of(Manifest.CONFIG, config),
            Descriptor.of(Manifest.LAYER_GZIP, layer),
            annotations);
    byte[] document = manifest.bytes();
    Descriptor image =
        Descriptor.of(Manifest.TYPE, document).annotated(Map.of(REFERENCE, reference));
    try (var _ = lock()) {
      blobs().write(manifest.layer(), layer);
      blobs().write(manifest.config(), config);
      blobs().write(image, document);
      list(reference, image);
      return image;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Copies an image of another directory, with the reference that it has there.
   *
   * @throws ProblemException when a blob of it isn't what its digest says
   */
  public void adopt(OciDirectory other, Descriptor image) {
    Manifest manifest = other.manifest(image);
    try (var _ = lock()) {
      for (Descriptor blob : List.of(manifest.layer(), manifest.config(), image)) {
        blobs().write(blob, other.blobs().read(blob, LayerTar.LARGEST));
      }
      list(image.reference(), image);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Lists an image, under the lock; what others wrote into the index stays there. */
  private void list(String reference, Descriptor image) throws IOException {
    Path file = directory.resolve(INDEX);
    JsonObject index =
        Documents.read(
            file.toString(),
            document(file),
            json -> {
              List<JsonObject> all = new ArrayList<>();
              for (JsonElement other : json.getAsJsonArray(MANIFESTS)) {
                if (!reference(other.getAsJsonObject()).equals(reference)) {
                  all.add(other.getAsJsonObject());
                }
              }
              all.add(image.json());
              all.sort(
                  Comparator.comparing(OciDirectory::reference)
                      .thenComparing(one -> one.get("digest").getAsString()));
              JsonArray manifests = new JsonArray();
              all.forEach(manifests::add);
              json.add(MANIFESTS, manifests);
              return json;
            });
    AtomicFiles.write(file, Documents.bytes(index));
  }

  private static String reference(JsonObject descriptor) {
    return Descriptor.annotations(descriptor).getOrDefault(REFERENCE, "");
  }
}
