package dlkm.status;

import java.util.ArrayList;
import java.util.List;

/**
 * Text in Prometheus's exposition format, version 0.0.4: each metric with its help and its type,
 * and a line a sample.
 */
final class Exposition {

  private final StringBuilder text = new StringBuilder(4096);

  /** Begins a metric; its samples follow. */
  Exposition gauge(String name, String help) {
    text.append("# HELP ").append(name).append(' ').append(help).append('\n');
    text.append("# TYPE ").append(name).append(" gauge\n");
    return this;
  }

  /**
   * Adds a sample.
   *
   * @param labels names and values in turn
   */
  Exposition sample(String name, long value, String... labels) {
    text.append(name);
    List<String> pairs = new ArrayList<>();
    for (int i = 0; i < labels.length; i += 2) {
      pairs.add(labels[i] + "=\"" + escaped(labels[i + 1]) + "\"");
    }
    if (!pairs.isEmpty()) {
      text.append('{').append(String.join(",", pairs)).append('}');
    }
    text.append(' ').append(value).append('\n');
    return this;
  }

  private static String escaped(String value) {
    return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
