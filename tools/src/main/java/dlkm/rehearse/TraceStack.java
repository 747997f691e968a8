package dlkm.rehearse;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Stacks in the kernel's trace, which follow the event that they are of. */
final class TraceStack {

  private static final String FRAME = " => ";

  private static final Pattern END = Pattern.compile(": ends: \\((\\w+)\\+");

  private TraceStack() {}

  /** The frames from a line on, as the kernel's reports have them. */
  static List<String> at(List<String> trace, int from) {
    List<String> stack = new ArrayList<>();
    for (String line : trace.subList(from, trace.size())) {
      if (line.startsWith(FRAME)) {
        stack.add(" " + line.substring(FRAME.length()));
      } else if (!line.endsWith("<stack trace>")) {
        break;
      }
    }
    return stack;
  }

  /** For each call that ends the machine, or asks programs to do so: it, and who called it. */
  static List<List<String>> ofEnds(List<String> trace) {
    List<List<String>> stacks = new ArrayList<>();
    for (int i = 0; i < trace.size(); i++) {
      Matcher event = END.matcher(trace.get(i));
      if (event.find()) {
        String called = " " + event.group(1) + "+";
        List<String> stack = at(trace, i + 1);
        stacks.add(stack.stream().dropWhile(frame -> !frame.startsWith(called)).toList());
      }
    }
    return stacks;
  }

  /** Whether a program called it: by its own system call, or by the magic key's file. */
  static boolean isOfProgram(List<String> stack) {
    return stack.stream()
        .anyMatch(frame -> frame.contains("sys_reboot+") || frame.contains("sysrq_trigger+"));
  }
}
