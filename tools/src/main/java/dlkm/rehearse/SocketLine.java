package dlkm.rehearse;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A socket in the census: {@code /proc/net/PROTOCOL ADDRESS socket:[NUMBER]}. The address is that
 * of {@code /proc/net}: the number of the port is readable, and who waits for it is looked for by
 * that.
 */
final class SocketLine {

  private static final Pattern PORT = Pattern.compile("\\p{XDigit}+:(\\p{XDigit}{4})");

  private SocketLine() {}

  /** For a message: the protocol and, where it has one, the port or the name. */
  static String shown(String line) {
    List<String> words = List.of(line.split(" "));
    String protocol = words.getFirst().replaceFirst("^.*/", "");
    String place = words.size() > 1 ? words.get(1) : "";
    Matcher port = PORT.matcher(place);
    if (port.matches()) {
      return protocol + " port " + Integer.parseInt(port.group(1), 16);
    }
    return place.isEmpty() || place.startsWith("socket:") ? protocol : protocol + " " + place;
  }
}
