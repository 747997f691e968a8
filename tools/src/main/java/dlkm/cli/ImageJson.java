package dlkm.cli;

import com.google.gson.stream.JsonWriter;
import dlkm.check.SignaturePolicy;
import dlkm.prebuilt.Heading;
import dlkm.prebuilt.ImageList;
import dlkm.prebuilt.KernelIdentity;
import dlkm.problem.ProblemException;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Images of built modules, and the kernel that they have to be for, as JSON. */
final class ImageJson {

  private ImageJson() {}

  /**
   * The images of a directory.
   *
   * @param damaged takes why the modules of one can't be listed
   */
  static void list(
      PrintStream out, ImageList list, List<ImageList.Entry> entries, Consumer<String> damaged) {
    Json.print(
        out,
        json -> {
          json.name("images").beginArray();
          for (ImageList.Entry entry : entries) {
            image(json, entry, contents(list, entry, damaged));
          }
          json.endArray();
        });
  }

  private static Optional<List<ImageList.Content>> contents(
      ImageList list, ImageList.Entry entry, Consumer<String> damaged) {
    try {
      return Optional.of(list.contents(entry));
    } catch (ProblemException e) {
      e.problems().forEach(problem -> damaged.accept(problem.toString()));
      return Optional.empty();
    }
  }

  private static void image(
      JsonWriter json, ImageList.Entry entry, Optional<List<ImageList.Content>> contents)
      throws IOException {
    Heading heading = entry.heading();
    json.beginObject();
    json.name("name").value(heading.name());
    json.name("version").value(heading.version());
    Json.list(json, "modules", heading.modules());
    kernel(json, heading.kernel());
    json.name("signer").value(heading.signer());
    json.name("tag").value(heading.tag());
    json.name("digest").value(entry.image().digest().toString());
    json.name("reference").value(entry.image().reference());
    json.name("contents");
    if (contents.isEmpty()) {
      json.nullValue();
    } else {
      contents(json, contents.get());
    }
    json.endObject();
  }

  private static void contents(JsonWriter json, List<ImageList.Content> contents)
      throws IOException {
    json.beginArray();
    for (ImageList.Content content : contents) {
      json.beginObject();
      json.name("module").value(content.module());
      json.name("version").value(content.version());
      json.name("sha256").value(content.sha256());
      json.name("signer").value(content.signer());
      json.endObject();
    }
    json.endArray();
  }

  private static void kernel(JsonWriter json, KernelIdentity kernel) throws IOException {
    json.name("release").value(kernel.release());
    json.name("buildId").value(kernel.buildId());
    json.name("symvers").value(kernel.symvers());
    json.name("architecture").value(kernel.architecture());
  }

  /** The identity of a kernel, and whose modules it takes. */
  static void identity(
      PrintStream out, KernelIdentity kernel, Optional<String> waiting, SignaturePolicy policy) {
    Json.print(
        out,
        json -> {
          kernel(json, kernel);
          Json.field(json, "waiting", waiting);
          json.name("signaturesRequired").value(policy.required());
          Json.list(json, "keys", policy.keys());
        });
  }
}
