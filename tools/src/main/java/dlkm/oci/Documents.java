package dlkm.oci;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dlkm.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/** The JSON documents of a layout: objects of a fixed order of fields, so of fixed bytes. */
final class Documents {

  private Documents() {}

  static byte[] bytes(JsonObject json) {
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Reads a document.
   *
   * @param shown where it is, for messages
   * @throws ProblemException when it is no JSON object, or lacks what {@code reading} looks for
   */
  static <T> T read(String shown, byte[] bytes, Function<JsonObject, T> reading) {
    try {
      String text = new String(bytes, StandardCharsets.UTF_8);
      return reading.apply(JsonParser.parseString(text).getAsJsonObject());
    } catch (JsonParseException
        | IllegalStateException
        | IllegalArgumentException
        | ClassCastException
        | NullPointerException
        | UnsupportedOperationException e) {
      throw new ProblemException(
          shown, "is no document of an OCI image: " + reason(e), "get the image again");
    }
  }

  private static String reason(RuntimeException e) {
    String message = e.getMessage();
    return message == null || e instanceof NullPointerException
        ? "a field is missing"
        : message.lines().findFirst().orElse("").replaceAll("[^ -~]", "?");
  }
}
