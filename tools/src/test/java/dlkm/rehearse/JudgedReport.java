package dlkm.rehearse;

import java.util.List;

/** Reports of made runs, and what the judge says of them. */
final class JudgedReport {

  private JudgedReport() {}

  static final String BEFORE =
      """
      @taint before
      0
      @modules before
      overlay 151552 1 - Live 0x0000000000000000
      @trace
        insmod-9 [000] ..... 2.0: module_load: rh OE
      @end trace
      @ready 2.81
      @status 3
      """;

  static String after(String taint, String modules, String fresh) {
    return """
    @modules after
    %soverlay 151552 1 - Live 0x0000000000000000
    @new after
    %s@allocated after
    @end new
    @taint after
    %s
    @blocked after
    @end after
    @done
    """
        .formatted(modules, fresh, taint);
  }

  static final String SYSFS =
      """
      /proc/devices Character 245 rh_leak
      /sys/class/rh
      /sys/class/rh/a
      /sys/dev/char/245:0
      /sys/bus/pci/drivers/rh
      /sys/devices/virtual/rh/a
      /proc/tasks rh_thread
      """;

  static Verdict verdict(String report) {
    return verdict(report, "");
  }

  static Verdict verdict(String report, String log) {
    return Judge.verdict(log, Report.parse(report), MachineEnding.ORDERLY, FunctionNames.NONE);
  }

  static List<String> words(Verdict verdict) {
    return verdict.findings().stream().map(each -> each.name() + "|" + each.summary()).toList();
  }

  static String again(String caller) {
    return """
    @trace
      insmod-2 [000] ...1. 9.1: again: (__free_pages+0x0/0xd0) page=0xffffea00001dc9c0 refs=0
      insmod-2 [000] ...1. 9.2: <stack trace>
     => __free_pages+0x5/0xd0
     => %s
      insmod-2 [000] ...1. 9.3: module_load: other
    @end trace
    """
        .formatted(caller);
  }
}
