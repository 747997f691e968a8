package dlkm.rehearse;

import java.nio.file.Path;

/** The lines between the machine and us, each a socket that QEMU connects to. */
enum ReportPort {
  OUT("out", 1),
  ERR("err", 2),
  REPORT("report", 3),
  IN("in", 4),
  MONITOR("monitor", 5),
  LOG("buffer", 6),
  JOB("job", 7),
  ANSWER("answer", 8);

  private final String shown;
  private final int number;

  ReportPort(String shown, int number) {
    this.shown = shown;
    this.number = number;
  }

  String shown() {
    return shown;
  }

  /** Whether the machine reads it: its other end may never come. */
  boolean isInput() {
    return this == IN || this == JOB || this == ANSWER;
  }

  /** The number in the name of the machine's device file, {@code /dev/vportMpN}; 0 is special. */
  int number() {
    return number;
  }

  Path socket(Path directory) {
    return directory.resolve(shown);
  }
}
