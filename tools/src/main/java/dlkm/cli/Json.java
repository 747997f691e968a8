package dlkm.cli;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** JSON output: one indented object that begins with the version of its format. */
final class Json {

  /**
   * The version of the format. It is raised when a field is removed or changes its meaning, not for
   * new fields.
   */
  static final int FORMAT = 1;

  /** Writes the fields of an object. */
  @FunctionalInterface
  interface Fields {
    void write(JsonWriter json) throws IOException;
  }

  private Json() {}

  /** Prints an object that begins with {@code "format": 1}. */
  static void print(PrintStream out, Fields fields) {
    try {
      Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
      // Not closed: the stream is not ours.
      JsonWriter json = new JsonWriter(writer);
      json.setIndent("  ");
      json.beginObject();
      json.name("format").value(FORMAT);
      fields.write(json);
      json.endObject();
      json.flush();
      out.println();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A field that is null when there is nothing. */
  static void field(JsonWriter json, String name, Optional<String> value) throws IOException {
    json.name(name);
    if (value.isPresent()) {
      json.value(value.get());
    } else {
      json.nullValue();
    }
  }

  /** A field that is an array of words. */
  static void list(JsonWriter json, String name, List<String> words) throws IOException {
    json.name(name).beginArray();
    for (String word : words) {
      json.value(word);
    }
    json.endArray();
  }
}
