package dlkm.oci;

import com.google.gson.JsonObject;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an index or a manifest says of a blob (image-spec, descriptor.md).
 *
 * @param size of the blob, in bytes
 */
public record Descriptor(
    String mediaType, Digest digest, long size, SortedMap<String, String> annotations) {

  private static final String ANNOTATIONS = "annotations";

  public Descriptor {
    annotations = Collections.unmodifiableSortedMap(new TreeMap<>(annotations));
  }

  /** That of a blob without annotations. */
  static Descriptor of(String mediaType, byte[] blob) {
    return new Descriptor(mediaType, Digest.of(blob), blob.length, new TreeMap<>());
  }

  /** The same blob with other annotations. */
  Descriptor annotated(Map<String, String> others) {
    return new Descriptor(mediaType, digest, size, new TreeMap<>(others));
  }

  /** The name that tools know it by in its directory; empty if none. */
  public String reference() {
    return annotations.getOrDefault(OciDirectory.REFERENCE, "");
  }

  /** Whether it is that of an image's manifest. */
  public boolean isImage() {
    return mediaType.equals(Manifest.TYPE);
  }

  static Descriptor read(JsonObject json) {
    long size = json.get("size").getAsLong();
    if (size < 0) {
      throw new IllegalArgumentException("a negative size");
    }
    return new Descriptor(
        json.get("mediaType").getAsString(),
        Digest.parse(json.get("digest").getAsString()),
        size,
        annotations(json));
  }

  static SortedMap<String, String> annotations(JsonObject json) {
    SortedMap<String, String> all = new TreeMap<>();
    if (json.has(ANNOTATIONS)) {
      json.getAsJsonObject(ANNOTATIONS)
          .entrySet()
          .forEach(entry -> all.put(entry.getKey(), entry.getValue().getAsString()));
    }
    return all;
  }

  JsonObject json() {
    JsonObject json = new JsonObject();
    json.addProperty("mediaType", mediaType);
    json.addProperty("digest", digest.toString());
    json.addProperty("size", size);
    annotate(json, annotations);
    return json;
  }

  static void annotate(JsonObject json, SortedMap<String, String> annotations) {
    if (!annotations.isEmpty()) {
      JsonObject all = new JsonObject();
      annotations.forEach(all::addProperty);
      json.add(ANNOTATIONS, all);
    }
  }
}
