package dlkm.boot;

import dlkm.declaration.Phase;
import dlkm.host.Host;
import dlkm.host.Layout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the last boot did about our modules, as {@code kmphase} noted it: for each phase when it
 * began and ended, and each attempt to load a module.
 */
public record BootRecord(List<Span> spans, List<Attempt> attempts) {

  /** Where the running kernel's boot notes it. */
  public static final String FILE = Layout.ATTEMPTS;

  /**
   * A phase, or the time of the static modules.
   *
   * @param begin in milliseconds since the kernel started
   * @param end likewise; negative when the boot never came that far
   */
  public record Span(String phase, long begin, long end) {

    /** Whether an attempt was made in it. */
    public boolean has(Attempt attempt) {
      return attempt.phase().equals(phase)
          && attempt.when() >= begin
          && (end < 0 || attempt.when() <= end);
    }
  }

  /**
   * An attempt to load a module.
   *
   * @param when in milliseconds since the kernel started
   * @param why it failed; absent when the module was loaded
   */
  public record Attempt(String phase, long when, String module, Optional<String> why) {

    public boolean loaded() {
      return why.isEmpty();
    }
  }

  public BootRecord {
    spans = List.copyOf(spans);
    attempts = List.copyOf(attempts);
  }

  /** What is noted of the last boot of a machine; nothing when there is no note. */
  public static BootRecord of(Host host) {
    Path file = host.path(FILE);
    try {
      return parse(Files.exists(file) ? Files.readString(file) : "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads the notes; a line that was cut off, as the machine may be, is left out. */
  public static BootRecord parse(String text) {
    List<Span> spans = new ArrayList<>();
    List<Attempt> attempts = new ArrayList<>();
    int from = 0;
    for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
      line(text.substring(from, end), spans, attempts);
      from = end + 1;
    }
    return new BootRecord(spans, attempts);
  }

  private static void line(String line, List<Span> spans, List<Attempt> attempts) {
    int first = line.indexOf(' ');
    int second = line.indexOf(' ', first + 1);
    if (first < 0 || second < 0) {
      return;
    }
    Optional<String> phase = phase(line.substring(0, first));
    long when = milliseconds(line.substring(first + 1, second));
    if (phase.isEmpty() || when < 0) {
      return;
    }
    String rest = line.substring(second + 1);
    if (rest.equals("begin")) {
      spans.add(new Span(phase.get(), when, -1));
    } else if (rest.equals("end")) {
      if (!spans.isEmpty() && spans.getLast().phase().equals(phase.get())) {
        spans.set(spans.size() - 1, new Span(phase.get(), spans.getLast().begin(), when));
      }
    } else {
      attempt(phase.get(), when, rest).ifPresent(attempts::add);
    }
  }

  private static Optional<Attempt> attempt(String phase, long when, String rest) {
    int space = rest.indexOf(' ');
    if (space < 0) {
      return Optional.empty();
    }
    String module = rest.substring(0, space);
    String what = rest.substring(space + 1);
    if (what.equals("loaded")) {
      return Optional.of(new Attempt(phase, when, module, Optional.empty()));
    }
    return what.startsWith("failed ")
        ? Optional.of(new Attempt(phase, when, module, Optional.of(what.substring(7))))
        : Optional.empty();
  }

  private static Optional<String> phase(String name) {
    for (Phase phase : Phase.values()) {
      if (phase.name().equals(name)) {
        return Optional.of(name);
      }
    }
    return name.equals(BootPlan.STATIC) ? Optional.of(name) : Optional.empty();
  }

  /** Of a number of seconds with two decimals, as {@code /proc/uptime} has it; -1 if it is none. */
  private static long milliseconds(String seconds) {
    int dot = seconds.indexOf('.');
    try {
      return dot == seconds.length() - 3
          ? Long.parseLong(seconds, 0, dot, 10) * 1000
              + Long.parseLong(seconds, dot + 1, seconds.length(), 10) * 10
          : -1;
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  /** The last attempt to load a module. */
  public Optional<Attempt> last(String module) {
    Optional<Attempt> last = Optional.empty();
    for (Attempt attempt : attempts) {
      if (attempt.module().equals(module)) {
        last = Optional.of(attempt);
      }
    }
    return last;
  }
}
