package dlkm.rehearse;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells what modules printed from what the kernel said: a driver may quote a report. An event
 * {@code said} has the time of each call and the first bytes of its format ({@code
 * kmrehearse-events}); the record with them is the next in the log.
 */
final class ModulesWords {

  /** In front of what a module said. No report of the kernel begins so. */
  private static final String MARK = "| ";

  private static final Pattern SAID =
      Pattern.compile(
          "^.* (\\d+)\\.(\\d{6}): said: .* text=0x(\\p{XDigit}+) more=0x(\\p{XDigit}+)$");

  private static final Pattern LINE = Pattern.compile("^(\\[ *(\\d+)\\.(\\d{6})\\] )(.*)$");

  /** What a call's first bytes begin with where it has a level, and the level that goes on. */
  private static final char LEVEL = 1;

  private static final char GOES_ON = 'c';

  /** Trace and log round a time differently. */
  private static final long ROUNDING = 1;

  /** From the call to its record, in microseconds: an interrupt may come between. */
  private static final long LONGEST = 20_000;

  private ModulesWords() {}

  /** The log with a mark in front of each line of the modules'. */
  static String mark(String log, List<String> trace) {
    if (trace.stream().noneMatch(line -> SAID.matcher(line).matches())) {
      return log;
    }
    List<String> lines = log.lines().toList();
    boolean[] marked = new boolean[lines.size()];
    int at = 0;
    for (String each : trace) {
      Matcher said = SAID.matcher(each);
      if (said.matches()) {
        long called = time(said.group(1), said.group(2)) - ROUNDING;
        Optional<String> words = words(said.group(3), said.group(4));
        while (at < marked.length && (marked[at] || isBefore(lines.get(at), called))) {
          at++;
        }
        if (words.isPresent() && at < marked.length) {
          markRecord(lines, at, called, words.get(), marked);
        }
      }
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < marked.length; i++) {
      String line = lines.get(i);
      text.append(marked[i] ? LINE.matcher(line).replaceFirst("$1" + MARK + "$4") : line);
      text.append('\n');
    }
    return text.toString();
  }

  /** A record of several lines has the same time in each. */
  private static void markRecord(
      List<String> lines, int from, long called, String words, boolean[] marked) {
    OptionalLong time = time(lines.get(from));
    Matcher first = LINE.matcher(lines.get(from));
    if (time.isEmpty()
        || time.getAsLong() > called + LONGEST
        || !first.matches()
        || !first.group(4).startsWith(words)
        || words.isEmpty() && isFault(first.group(4))) {
      return;
    }
    for (int i = from; i < marked.length && time(lines.get(i)).equals(time); i++) {
      marked[i] = true;
    }
  }

  /** The kernel may die of what a module lets it say. It counts such reports itself. */
  private static boolean isFault(String line) {
    Optional<FindingKind> kind = Headlines.kind(line);
    return kind.equals(Optional.of(FindingKind.OOPS))
        || kind.equals(Optional.of(FindingKind.WARNING));
  }

  private static boolean isBefore(String line, long called) {
    OptionalLong time = time(line);
    return time.isEmpty() || time.getAsLong() < called;
  }

  private static OptionalLong time(String line) {
    Matcher timed = LINE.matcher(line);
    return timed.matches()
        ? OptionalLong.of(time(timed.group(2), timed.group(3)))
        : OptionalLong.empty();
  }

  private static long time(String seconds, String micros) {
    return Long.parseLong(seconds) * 1_000_000 + Long.parseLong(micros);
  }

  /** What the record must begin with; none of a call that goes on with the record before it. */
  private static Optional<String> words(String text, String more) {
    byte[] bytes =
        ByteBuffer.allocate(2 * Long.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(Long.parseUnsignedLong(text, 16))
            .putLong(Long.parseUnsignedLong(more, 16))
            .array();
    String format = new String(bytes, StandardCharsets.ISO_8859_1);
    boolean hasLevel = format.charAt(0) == LEVEL;
    if (hasLevel && format.charAt(1) == GOES_ON) {
      return Optional.empty();
    }
    return Optional.of(format.substring(hasLevel ? 2 : 0).split("[%\\x00\\n]", 2)[0]);
  }
}
