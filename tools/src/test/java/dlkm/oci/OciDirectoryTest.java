package dlkm.oci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dlkm.problem.ProblemException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OciDirectoryTest {

  private static final String FILE = "opt/a/file";

  @TempDir private Path directory;

  private static SortedMap<String, byte[]> files(String text) {
    return new TreeMap<>(
        Map.of(FILE, text.getBytes(StandardCharsets.UTF_8), "opt/b", new byte[2000]));
  }

  private Descriptor add(Path place, String reference, String text) {
    return OciDirectory.openOrCreate(place)
        .add(reference, "amd64", new TreeMap<>(Map.of("key", text)), files(text));
  }

  private static SortedMap<String, byte[]> read(Path place, Descriptor image) {
    OciDirectory layout = OciDirectory.open(place);
    return layout.files(layout.manifest(image), _ -> true);
  }

  @Test
  void itIsReadAsItWasWritten() {
    Descriptor image = add(directory, "a", "text");
    assertThat(OciDirectory.open(directory).images()).containsExactly(image);
    assertThat(read(directory, image).get(FILE)).asString().isEqualTo("text");
    assertThat(OciDirectory.open(directory).manifest(image).annotations())
        .containsEntry("key", "text");
  }

  @Test
  void whatWasKilledBeforeTheMarkIsGoneOnWith() throws IOException {
    Files.writeString(directory.resolve(".dlkm-aside.oci-layout"), "{");
    Descriptor image = add(directory, "a", "text");
    assertThat(OciDirectory.open(directory).images()).containsExactly(image);
  }

  @Test
  void theSameFilesGiveTheSameDigestAtAnyTime() throws IOException {
    Descriptor first = add(directory.resolve("one"), "a", "text");
    Descriptor second = add(directory.resolve("two"), "a", "text");
    assertThat(second).isEqualTo(first);
    assertThat(Files.readAllBytes(directory.resolve("one/index.json")))
        .isEqualTo(Files.readAllBytes(directory.resolve("two/index.json")));
  }

  @Test
  void anImageTakesThePlaceOfTheOneWithItsReference() {
    Descriptor other = add(directory, "b", "other");
    add(directory, "a", "old");
    Descriptor image = add(directory, "a", "new");
    assertThat(OciDirectory.open(directory).images()).containsExactly(image, other);
  }

  @Test
  void aSizeThatIsNotThatOfTheBlobIsToldAsThat() {
    Descriptor image = add(directory, "a", "text");
    OciDirectory layout = OciDirectory.open(directory);
    for (long size : new long[] {1, image.size() + 1}) {
      Descriptor wrong =
          new Descriptor(image.mediaType(), image.digest(), size, image.annotations());
      assertThatThrownBy(() -> layout.manifest(wrong))
          .isInstanceOf(ProblemException.class)
          .hasMessageContaining("has another size than the index says");
    }
  }

  @Test
  void anyByteOfABlobThatChangedIsFound() throws IOException {
    Descriptor image = add(directory, "a", "text");
    try (Stream<Path> blobs = Files.list(directory.resolve("blobs/sha256"))) {
      for (Path blob : (Iterable<Path>) blobs::iterator) {
        byte[] intact = Files.readAllBytes(blob);
        byte[] damaged = intact.clone();
        damaged[damaged.length / 2] ^= 1;
        Files.write(blob, damaged);
        assertThatThrownBy(() -> read(directory, image))
            .isInstanceOf(ProblemException.class)
            .hasMessageContaining("is not what its digest says");
        Files.write(blob, intact);
      }
    }
    assertThat(read(directory, image)).hasSize(2);
  }

  @Test
  void anIndexThatIsNoneIsRefused() throws IOException {
    add(directory, "a", "text");
    for (String text :
        List.of(
            "",
            "{",
            "[]",
            "{}",
            "{\"manifests\":[1]}",
            "{\"manifests\":[{\"mediaType\":\"x\",\"digest\":\"sha256:../../x\",\"size\":1}]}",
            "{\"manifests\":[{\"mediaType\":\"x\",\"digest\":\"md5:00\",\"size\":1}]}",
            "[".repeat(100_000))) {
      Files.writeString(directory.resolve("index.json"), text);
      assertThatThrownBy(() -> OciDirectory.open(directory).images())
          .isInstanceOf(ProblemException.class)
          .hasMessageContaining("index.json: is no document of an OCI image: ")
          .hasMessageNotContaining("gson")
          .hasMessageNotContaining("Reader")
          .hasMessageNotContaining(" at line ");
    }
  }

  @Test
  void aLayoutOfAnotherMajorVersionIsNotRead() throws IOException {
    add(directory, "a", "text");
    Files.writeString(directory.resolve("oci-layout"), "{\"imageLayoutVersion\":\"1.1.0\"}");
    assertThat(OciDirectory.open(directory).images()).hasSize(1);
    for (String mark : List.of("{\"imageLayoutVersion\":\"9.9.9\"}", "{}", "", "[]")) {
      Files.writeString(directory.resolve("oci-layout"), mark);
      assertThatThrownBy(() -> OciDirectory.open(directory))
          .isInstanceOf(ProblemException.class)
          .hasMessageContaining("oci-layout: is ");
    }
  }

  private static byte[] tar(String name, byte type, String link) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
      TarArchiveEntry entry = new TarArchiveEntry(name, type, true);
      entry.setLinkName(link);
      tar.putArchiveEntry(entry);
      tar.closeArchiveEntry();
    }
    return bytes.toByteArray();
  }

  @Test
  void aLayerHasFilesAloneAndOnlyThoseThatAreLookedFor() throws IOException {
    for (byte type :
        new byte[] {
          TarConstants.LF_SYMLINK,
          TarConstants.LF_LINK,
          TarConstants.LF_CHR,
          TarConstants.LF_BLK,
          TarConstants.LF_FIFO
        }) {
      byte[] layer = tar(FILE, type, "/etc/passwd");
      assertThatThrownBy(() -> LayerTar.read("layer", layer, FILE::equals))
          .isInstanceOf(ProblemException.class)
          .hasMessageContaining("what no export writes");
    }
    for (String path : List.of("/" + FILE, "../" + FILE, "opt/../" + FILE, "./" + FILE)) {
      byte[] layer = tar(path, TarConstants.LF_NORMAL, "");
      assertThatThrownBy(() -> LayerTar.read("layer", layer, FILE::equals))
          .isInstanceOf(ProblemException.class);
    }
    assertThat(LayerTar.read("layer", tar(FILE, TarConstants.LF_NORMAL, ""), FILE::equals))
        .containsOnlyKeys(FILE);
  }

  @Test
  void whatUnpacksToMoreThanAnyLayerIsRefused() {
    byte[] small = LayerTar.gzip(new byte[1 << 20]);
    assertThat(LayerTar.gunzip("layer", small)).hasSize(1 << 20);
    assertThatThrownBy(() -> LayerTar.gunzip("layer", small, (1 << 20) - 1))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("unpacks to more than");
  }

  @Test
  void headersOfHeadersWithoutEndAreRefused() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] header = tar("././@LongLink", TarConstants.LF_GNUTYPE_LONGNAME, "");
    for (int i = 0; i < 200_000; i++) {
      bytes.write(header, 0, 512);
    }
    assertThatThrownBy(() -> LayerTar.read("layer", bytes.toByteArray(), FILE::equals))
        .isInstanceOf(ProblemException.class);
  }

  @Test
  void aDirectoryThatCantBeLookedIntoIsNotSaidToLackTheMark() throws IOException {
    Path loop = Files.createSymbolicLink(directory.resolve("loop"), Path.of("loop"));
    assertThatThrownBy(() -> OciDirectory.open(loop)).isInstanceOf(UncheckedIOException.class);
  }

  @Test
  void whatOthersWroteIntoTheIndexStays() throws IOException {
    add(directory, "b", "text");
    Path index = directory.resolve("index.json");
    String other =
        "{\"mediaType\":\"application/vnd.oci.image.index.v1+json\",\"digest\":\"sha256:"
            + "0".repeat(64)
            + "\",\"size\":1,\"platform\":{\"os\":\"linux\"}}";
    Files.writeString(
        index, Files.readString(index).replace("\"manifests\":[", "\"manifests\":[" + other + ","));
    add(directory, "a", "text");
    assertThat(Files.readString(index)).contains(other).contains("\"a\"").contains("\"b\"");
  }

  @Test
  void aDirectoryWhoseMakerWasKilledIsGoneOnWith() throws IOException {
    Files.writeString(directory.resolve("oci-layout"), "{\"imageLayoutVersion\":\"1.0.0\"}");
    Descriptor image = add(directory, "a", "text");
    assertThat(OciDirectory.open(directory).images()).containsExactly(image);
  }
}
