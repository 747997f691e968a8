package dlkm.kernel;

import dlkm.host.Child;
import dlkm.problem.ProblemException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The kernel's log: a line of ours before each request, and what came after it. Whoever reads the
 * log later sees by the same lines what was going on.
 */
final class RequestLog {

  private static final Path LOG = Path.of("/dev/kmsg");

  /** syslog(2) KERN_DEBUG: in the log, but not on a slow console. */
  private static final String LEVEL = "<7>";

  private static int marks;

  private RequestLog() {}

  /** Writes a line that says what is about to happen; the result finds it again. */
  static synchronized String mark(String what) {
    marks++;
    String mark = "dlkm: " + what + " (" + ProcessHandle.current().pid() + "." + marks + ")";
    try (FileOutputStream log = new FileOutputStream(LOG.toFile())) {
      log.write((LEVEL + mark).getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // Without the log the kernel's reason can't be shown; its error number still is.
      return mark;
    }
    return mark;
  }

  /** What the kernel said since then, without times. */
  static List<String> since(String mark) {
    List<String> lines = new ArrayList<>();
    try {
      boolean seen = false;
      for (String line : Child.run(List.of("dmesg")).output().lines().toList()) {
        if (seen) {
          lines.add(bare(line));
        }
        seen = seen || line.endsWith(mark);
      }
    } catch (ProblemException e) {
      return List.of();
    }
    return lines;
  }

  private static String bare(String line) {
    int close = line.startsWith("[") ? line.indexOf("] ") : -1;
    return close < 0 ? line : line.substring(close + 2);
  }
}
