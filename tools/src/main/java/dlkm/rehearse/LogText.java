package dlkm.rehearse;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The kernel's log as one text, as a console shows it. What the kernel's buffer had ({@code
 * /dev/kmsg}, as {@code Documentation/ABI/testing/dev-kmsg} describes) is complete, whatever the
 * console was set to; what came after the machine could no longer send it is on the console alone.
 */
final class LogText {

  private static final Pattern RECORD = Pattern.compile("^\\d+,\\d+,(\\d+),[^;]*;(.*)$");
  private static final Pattern TIMED = Pattern.compile("^\\[ *(\\d+)\\.(\\d{6})\\].*");
  private static final Pattern ESCAPE = Pattern.compile("\\\\x(\\p{XDigit}{2})");

  private LogText() {}

  static String of(String buffer, String console) {
    StringBuilder text = new StringBuilder();
    long last = -1;
    for (String line : buffer.lines().toList()) {
      Matcher record = RECORD.matcher(line);
      if (record.matches()) {
        last = Long.parseLong(record.group(1));
        append(text, last, plain(record.group(2)));
      }
    }
    return text.append(after(last, console)).toString();
  }

  private static void append(StringBuilder text, long time, String message) {
    String prefix = "[%5d.%06d] ".formatted(time / 1_000_000, time % 1_000_000);
    // An empty one too, as who said it is looked for.
    message.lines().forEach(line -> text.append(prefix).append(line).append('\n'));
    if (message.isEmpty()) {
      text.append(prefix).append('\n');
    }
  }

  private static String plain(String message) {
    return ESCAPE
        .matcher(message)
        .replaceAll(
            code ->
                Matcher.quoteReplacement(
                    String.valueOf((char) Integer.parseInt(code.group(1), 16))));
  }

  /** The console from the first line on that is younger than the buffer's last one. */
  private static String after(long last, String console) {
    StringBuilder rest = new StringBuilder();
    boolean young = last < 0;
    for (String line : console.lines().toList()) {
      Matcher timed = TIMED.matcher(line);
      if (!young && timed.matches()) {
        young = Long.parseLong(timed.group(1) + timed.group(2)) > last;
      }
      if (young) {
        rest.append(line).append('\n');
      }
    }
    return rest.toString();
  }
}
