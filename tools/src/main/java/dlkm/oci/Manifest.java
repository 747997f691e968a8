package dlkm.oci;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The manifest of an image of one layer (image-spec, manifest.md).
 *
 * @param annotations what the image is about
 */
public record Manifest(Descriptor config, Descriptor layer, SortedMap<String, String> annotations) {

  static final String TYPE = "application/vnd.oci.image.manifest.v1+json";
  static final String CONFIG = "application/vnd.oci.image.config.v1+json";
  static final String LAYER = "application/vnd.oci.image.layer.v1.tar";
  static final String LAYER_GZIP = LAYER + "+gzip";

  public Manifest {
    annotations = Collections.unmodifiableSortedMap(new TreeMap<>(annotations));
  }

  static Manifest read(String shown, byte[] bytes) {
    return Documents.read(
        shown,
        bytes,
        json -> {
          JsonArray layers = json.getAsJsonArray("layers");
          if (layers.size() != 1) {
            throw new IllegalArgumentException("not one layer, but " + layers.size());
          }
          return new Manifest(
              Descriptor.read(json.getAsJsonObject("config")),
              Descriptor.read(layers.get(0).getAsJsonObject()),
              Descriptor.annotations(json));
        });
  }

  byte[] bytes() {
    JsonObject json = new JsonObject();
    json.addProperty("schemaVersion", 2);
    json.addProperty("mediaType", TYPE);
    json.add("config", config.json());
    JsonArray layers = new JsonArray();
    layers.add(layer.json());
    json.add("layers", layers);
    Descriptor.annotate(json, annotations);
    return Documents.bytes(json);
  }

  /** The configuration of an image that nothing runs: what an image has to have. */
  static byte[] config(String architecture, Digest unpackedLayer) {
    JsonObject json = new JsonObject();
    json.addProperty("architecture", architecture);
    json.addProperty("os", "linux");
    json.add("config", new JsonObject());
    JsonObject files = new JsonObject();
    files.addProperty("type", "layers");
    JsonArray layers = new JsonArray();
    layers.add(unpackedLayer.toString());
    files.add("diff_ids", layers);
    json.add("rootfs", files);
    return Documents.bytes(json);
  }
}
