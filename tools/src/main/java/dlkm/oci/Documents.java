package dlkm.oci;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dlkm.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/** The JSON documents of a layout: objects of a fixed order of fields, so of fixed bytes. */
final class Documents {

  private static final String TYPE = "a field is of another type than it has to be";

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
        | IndexOutOfBoundsException
        | NullPointerException
        | UnsupportedOperationException e) {
      throw new ProblemException(
          shown, "is no document of an OCI image: " + reason(e), "get the image again");
    }
  }

  /** In words of ours: the parser's are about itself. */
  private static String reason(RuntimeException e) {
    return switch (e) {
      case JsonParseException _ -> "it is not JSON";
      case NullPointerException _, IndexOutOfBoundsException _ -> "a field is missing";
      case ClassCastException _, IllegalStateException _, UnsupportedOperationException _ -> TYPE;
      case NumberFormatException _ -> TYPE;
      default -> e.getMessage();
    };
  }
}
